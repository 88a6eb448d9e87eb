using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FleetQ.Benchmarks.Submit;

/// <summary>
/// A connection that sends prepared requests, one after the other: on few cores, a client that composes and parses each
/// would be measured rather than the host.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] ChunksEnd = "0\r\n\r\n"u8.ToArray();
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[1 << 20];

    private RawConnection()
    {
    }

    internal static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        return connection;
    }

    /// <summary>A request, ready to be sent any number of times.</summary>
    internal static byte[] Prepare(Uri address, string path, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <returns>The status code and the JSON object of the body.</returns>
    internal async Task<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(
        byte[] request, CancellationToken cancellationToken)
    {
        await socket.SendAsync(request, cancellationToken);
        var read = 0;
        int head;
        while ((head = buffer.AsSpan(0, read).IndexOf(HeadEnd)) < 0)
        {
            read += await ReadAsync(read, cancellationToken);
        }

        var text = Encoding.ASCII.GetString(buffer, 0, head);
        var length = FindLength(text);
        var start = head + HeadEnd.Length;
        while (length is { } bytes ? read - start < bytes : !buffer.AsSpan(start, read - start).EndsWith(ChunksEnd))
        {
            read += await ReadAsync(read, cancellationToken);
        }

        var status = int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
        return (status, FindJson(buffer.AsMemory(start, read - start)));
    }

    public void Dispose() => socket.Dispose();

    private async Task<int> ReadAsync(int offset, CancellationToken cancellationToken)
    {
        var read = await socket.ReceiveAsync(buffer.AsMemory(offset), cancellationToken);
        return read > 0 ? read : throw new IOException("The host closed the connection.");
    }

    // Chunks carry their lengths in between; a short answer is one chunk.
    private static ReadOnlyMemory<byte> FindJson(ReadOnlyMemory<byte> body)
    {
        var first = body.Span.IndexOf((byte)'{');
        return first < 0 ? body : body[first..(body.Span.LastIndexOf((byte)'}') + 1)];
    }

    private static int? FindLength(string head)
    {
        const string Name = "\r\nContent-Length:";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var end = head.IndexOf("\r\n", start + Name.Length, StringComparison.Ordinal);
        var digits = head[(start + Name.Length)..(end < 0 ? head.Length : end)];
        return int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
