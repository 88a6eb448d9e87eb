using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

using FleetQ.TestKit;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Plays the SQL API, answer by answer, for what the emulator does not do. On loopback.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    public const string OneRow = """
        {"resultSetMetaData": {"numRows": 1, "rowType": [{"name": "N", "type": "fixed", "scale": 0}],
        "partitionInfo": [{"rowCount": 1}]}, "data": [["1"]], "statementHandle": "h"}
        """;

    public const string Promise = """{"code": "333334", "message": "in progress", "statementHandle": "h"}""";

    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Request> requests = [];
    private readonly Func<Request, Answer> answer;
    private readonly HttpListener listener;
    private readonly Task serving;

    public ScriptedService(Func<Request, Answer> answer)
    {
        this.answer = answer;
        (listener, Port) = Listen();
        serving = ServeAsync();
    }

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyCollection<Request> Requests => requests;

    public int Port { get; }

    /// <summary>Where it is, without a way to sign in.</summary>
    public string Place => $"account=acme;user=ann;host=127.0.0.1;port={Port};scheme=http;";

    public async ValueTask DisposeAsync()
    {
        // The loop first: an accept that meets the listener's end may never end itself.
        stopped.SetResult();
        await serving.WaitAsync(Eventually.Patience);
        listener.Close();
    }

    private static (HttpListener Listener, int Port) Listen()
    {
        while (true)
        {
            int port;
            using (var probe = new TcpListener(IPAddress.Loopback, port: 0))
            {
                probe.Start();
                port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            // One that did not start cannot be used again.
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException)
            {
                // Somebody else took the port.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var next = listener.GetContextAsync();
            if (await Task.WhenAny(next, stopped.Task) != next)
            {
                return;
            }

            var context = await next;
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var request = new Request(
                context.Request.HttpMethod,
                context.Request.Url!.PathAndQuery,
                await reader.ReadToEndAsync(),
                context.Request.Headers["Authorization"] ?? "",
                context.Request.Headers["X-Snowflake-Authorization-Token-Type"] ?? "",
                context.Request.Headers["User-Agent"] ?? "");
            requests.Enqueue(request);
            await SendAsync(context.Response, answer(request));
        }
    }

    private static async Task SendAsync(HttpListenerResponse response, Answer answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        if (answer.IsZipped)
        {
            using var zipped = new MemoryStream();
            await using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
            {
                await zip.WriteAsync(bytes);
            }

            bytes = zipped.ToArray();
            response.AddHeader("Content-Encoding", "gzip");
        }

        if (answer.RetryAfter is not null)
        {
            response.AddHeader("Retry-After", answer.RetryAfter);
        }

        response.StatusCode = answer.Status;
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }

    internal sealed record Request(
        string Method, string Path, string Body, string Authorization, string TokenType, string UserAgent);

    internal sealed record Answer(int Status, string Body, bool IsZipped = false, string? RetryAfter = null);
}
