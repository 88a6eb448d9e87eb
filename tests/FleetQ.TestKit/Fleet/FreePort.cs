using System.Net;
using System.Net.Sockets;

namespace FleetQ.TestKit.Fleet;

/// <summary>Ports on loopback that nobody listens on.</summary>
public static class FreePort
{
    // Below the range that systems take for outgoing connections, which could otherwise win the race for a port.
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int next = Environment.ProcessId * 97 % Count;

    public static int Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + ((Interlocked.Increment(ref next) & int.MaxValue) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No port is free on loopback.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
