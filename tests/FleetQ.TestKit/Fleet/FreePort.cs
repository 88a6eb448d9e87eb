using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FleetQ.TestKit.Fleet;

/// <summary>Ports on loopback that nobody listens on, and that no other test program was given.</summary>
public static class FreePort
{
    // Below the range that systems take for outgoing connections, which could otherwise win the race for a port.
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int next = Environment.ProcessId * 97 % Count;

    // Held while this program runs: whoever was given a port may take minutes to listen.
    private static readonly ConcurrentBag<FileStream> Taken = [];

    private static readonly string Folder =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"fleetq-ports-{Environment.UserName}")).FullName;

    static FreePort() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => GiveBack();

    public static int Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + ((Interlocked.Increment(ref next) & int.MaxValue) % Count);
            if (TryReserve(port) && IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No port is free on loopback.");
    }

    private static bool TryReserve(int port)
    {
        var file = Path.Combine(Folder, port.ToString(CultureInfo.InvariantCulture));
        try
        {
            Taken.Add(new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose));
            return true;
        }
        catch (IOException)
        {
            // Another program has it.
            return false;
        }
    }

    private static void GiveBack()
    {
        foreach (var file in Taken)
        {
            file.Dispose();
        }
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
