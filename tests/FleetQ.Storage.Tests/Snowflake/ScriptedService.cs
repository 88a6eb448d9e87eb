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

    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<Request> requests = [];
    private readonly Func<Request, Answer> answer;
    private readonly Task serving;

    public ScriptedService(Func<Request, Answer> answer)
    {
        this.answer = answer;
        Port = Listen();
        serving = ServeAsync();
    }

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyCollection<Request> Requests => requests;

    public int Port { get; }

    /// <summary>Where it is, without a way to sign in.</summary>
    public string Place => $"account=acme;user=ann;host=127.0.0.1;port={Port};scheme=http;";

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving.WaitAsync(Eventually.Patience);
    }

    private int Listen()
    {
        while (true)
        {
            int port;
            using (var probe = new TcpListener(IPAddress.Loopback, port: 0))
            {
                probe.Start();
                port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            listener.Prefixes.Clear();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return port;
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
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

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
