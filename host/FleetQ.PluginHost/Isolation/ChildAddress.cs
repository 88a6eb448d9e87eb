using System.IO.Pipes;
using System.Net.Sockets;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Where a host listens for a child: a Unix socket by its path, or a named pipe by its name.</summary>
internal static class ChildAddress
{
    /// <summary>What stands before the name of a pipe.</summary>
    public const string PipePrefix = "pipe:";

    /// <summary>Connects to a host.</summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static async Task<Stream> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        if (address.StartsWith(PipePrefix, StringComparison.Ordinal))
        {
            return await ConnectToPipeAsync(address[PipePrefix.Length..], cancellationToken).ConfigureAwait(false);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"Nobody listens at '{address}'.", failure);
        }
    }

    private static async Task<Stream> ConnectToPipeAsync(string name, CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(
            ".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return pipe;
    }
}
