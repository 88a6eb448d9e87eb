using System.Net;
using System.Net.Sockets;

namespace FleetQ.Plugins.Http.Network;

/// <summary>Opens connections, to public addresses only unless private networks are allowed.</summary>
/// <remarks>
/// The check is made on the very address that is connected to: a check of the name beforehand is worth nothing when the
/// name's server gives another answer to the second question.
/// </remarks>
internal sealed class GuardedConnector(bool allowPrivateNetworks)
{
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
        var allowed = allowPrivateNetworks ? found : [.. found.Where(PublicAddresses.Contains)];
        if (allowed.Length == 0)
        {
            throw new BlockedRequestException(
                target.Host,
                "it has no public address, and the setting " +
                $"'{nameof(HttpSettings.AllowPrivateNetworks)}' of this plugin is off.");
        }

        return await OpenAsync(allowed, target.Port, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<Stream> OpenAsync(
        IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
