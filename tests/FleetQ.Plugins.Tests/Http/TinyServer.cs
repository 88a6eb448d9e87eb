using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FleetQ.Plugins.Tests.Http;

/// <summary>An HTTP server on the loopback address that sends the bytes it is told to, and keeps what it got.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<TinyRequest, byte[]?> answer;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task accepting;

    /// <param name="answer">The whole response, or null to say nothing until the server is disposed of.</param>
    public TinyServer(Func<TinyRequest, byte[]?> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public ConcurrentQueue<TinyRequest> Requests { get; } = [];

    /// <summary>Completes when a request has come in.</summary>
    public Task Asked => asked.Task;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri this[string path] => new($"http://127.0.0.1:{Port}{path}");

    public static byte[] Response(int status, string body = "", params string[] headers) =>
        Response(status, Encoding.UTF8.GetBytes(body), headers);

    public static byte[] Response(int status, byte[] body, params string[] headers)
    {
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        var head = $"HTTP/1.1 {status} Some\r\nContent-Length: {length}\r\nConnection: close\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public async ValueTask DisposeAsync()
    {
        // Accepting ends before the listener goes: one that is gone refuses the next accept with an error of its own.
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptSocketAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (await TinyRequest.ReadAsync(stream, stopping.Token) is not { } request)
            {
                return;
            }

            Requests.Enqueue(request);
            asked.TrySetResult();
            if (answer(request) is not { } response)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
                return;
            }

            await stream.WriteAsync(response, stopping.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client hung up, or the test is over.
        }
    }
}
