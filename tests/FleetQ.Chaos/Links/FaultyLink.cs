using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FleetQ.Chaos.Links;

/// <summary>One pod's way to the store: a proxy on loopback that does what its mode says. Thread-safe.</summary>
internal sealed class FaultyLink : IAsyncDisposable
{
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(300);
    private const int ThrottledBytesPerSecond = 10_000;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Socket, byte> sockets = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile LinkMode mode;

    /// <param name="target">The store's port on loopback.</param>
    public FaultyLink(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What happens from now on, to connections that are open as well.</summary>
    public LinkMode Mode
    {
        get => mode;
        set
        {
            var wasBlackHole = mode is LinkMode.BlackHole;
            mode = value;
            // What was swallowed cannot be given back: the two ends would wait for each other for ever.
            if (value is LinkMode.Refuse || wasBlackHole)
            {
                Break();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Accepting ends before the listener goes: one that is gone refuses the next accept with an error of its own.
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        Break();
        stopping.Dispose();
    }

    private static bool IsEnd(Exception failure) =>
        failure is OperationCanceledException or SocketException or ObjectDisposedException;

    private void Break()
    {
        foreach (var socket in sockets.Keys)
        {
            Reset(socket);
        }
    }

    private void Reset(Socket socket)
    {
        // Both directions end it, and whoever breaks the link: once is enough.
        if (!sockets.TryRemove(socket, out _))
        {
            return;
        }

        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stopping.Token);
                sockets[client] = 0;
                _ = ServeAsync(client);
            }
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // The harness ends.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        sockets[server] = 0;
        try
        {
            client.NoDelay = true;
            if (mode is LinkMode.Refuse)
            {
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            await Task.WhenAny(PumpAsync(client, server, isAnswer: false), PumpAsync(server, client, isAnswer: true));
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // One of the ends is gone; the other learns of it below.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stopping.Token) is var read and > 0)
            {
                if (mode == (isAnswer ? LinkMode.CutAfter : LinkMode.CutBefore))
                {
                    return;
                }

                await HoldUpAsync(read);
                if (mode is not LinkMode.BlackHole)
                {
                    await to.SendAsync(buffer.AsMemory(0, read), stopping.Token);
                }
            }
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // As when the other end closed it.
        }
    }

    private Task HoldUpAsync(int bytes) => mode switch
    {
        LinkMode.Delay => Task.Delay(Lateness, TimeProvider.System, stopping.Token),
        LinkMode.Throttle => Task.Delay(
            TimeSpan.FromSeconds((double)bytes / ThrottledBytesPerSecond), TimeProvider.System, stopping.Token),
        _ => Task.CompletedTask,
    };
}
