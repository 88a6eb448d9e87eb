using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>A socket to the host, for what no client library would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient client = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Sends bytes on a new connection and reads what comes until the host closes it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="request">The bytes as Latin-1; say <c>Connection: close</c>.</param>
    public static async Task<RawAnswer> AskAsync(HostUnderTest host, string request)
    {
        using var connection = await OpenAsync(host);
        await connection.SendAsync(request);
        return await connection.ReadAsync();
    }

    public static async Task<RawConnection> OpenAsync(HostUnderTest host)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync("127.0.0.1", host.Address.Port, Token);
        return connection;
    }

    /// <summary>Whether the host has said nothing yet, and has not hung up.</summary>
    public bool IsWaiting => !client.Client.Poll(0, SelectMode.SelectRead);

    public Task SendAsync(string text) =>
        client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), Token).AsTask();

    /// <summary>Reads until the host closes the connection.</summary>
    public async Task<RawAnswer> ReadAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await client.GetStream().ReadAsync(buffer, Token)) > 0;)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The host closes at once where it will not read the rest, which resets the connection.
        }

        return RawAnswer.Parse(text.ToString());
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What came back: the first answer, and how many there were.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body, int Answers)
{
    private const string Version = "HTTP/1.1 ";

    public static RawAnswer Parse(string text)
    {
        var answers = text.Split(Version).Length - 1;
        if (answers == 0)
        {
            return new RawAnswer(0, "", text, 0);
        }

        var head = text.Split("\r\n\r\n")[0];
        var status = int.Parse(head.AsSpan(Version.Length, 3), CultureInfo.InvariantCulture);
        return new RawAnswer(status, head, text[Math.Min(text.Length, head.Length + 4)..], answers);
    }
}
