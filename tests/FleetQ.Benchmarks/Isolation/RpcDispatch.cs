using System.Net.Sockets;
using FleetQ.Benchmarks.Processes;
using StreamJsonRpc;

namespace FleetQ.Benchmarks.Isolation;

/// <summary>The same handler in a child that is called over StreamJsonRpc.</summary>
internal sealed class RpcDispatch : IDispatch
{
    private readonly ContestantProcess process;
    private readonly JsonRpc rpc;
    private readonly DirectoryInfo folder;

    private RpcDispatch(ContestantProcess process, JsonRpc rpc, DirectoryInfo folder)
    {
        this.process = process;
        this.rpc = rpc;
        this.folder = folder;
        rpc.StartListening();
    }

    internal static async Task<RpcDispatch> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-");
        var path = Path.Combine(folder.FullName, "rpc");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        var process = await Contestants.StartAsync("rpc", [path], cancellationToken);
        var socket = await listener.AcceptAsync(cancellationToken);
        return new RpcDispatch(process, new JsonRpc(HandlerOf(socket)), folder);
    }

    /// <summary>Is the child, until it is stopped.</summary>
    internal static async Task ServeAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        await using var handlers = await CatalogDispatch.LoadAsync(isIsolated: false, cancellationToken);
        using var rpc = new JsonRpc(HandlerOf(socket), new RpcHandlers(handlers));
        rpc.StartListening();
        await Console.Out.WriteLineAsync(ContestantProcess.Ready);
        await rpc.Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task<string?> RunAsync(string arguments) => rpc.InvokeWithCancellationAsync<string?>(
        nameof(RpcHandlers.EchoAsync),
        [1L, "step_1", 1L, "pod-1", "1", "echo", 1, 3, "", "{}", arguments],
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        rpc.Dispose();
        await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static LengthHeaderMessageHandler HandlerOf(Socket socket)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new LengthHeaderMessageHandler(stream, stream, new SystemTextJsonFormatter());
    }

    // What a frame of FleetQ carries.
    private sealed class RpcHandlers(CatalogDispatch handlers)
    {
        public Task<string?> EchoAsync(
            long number,
            string stepId,
            long epoch,
            string podId,
            string incarnation,
            string taskType,
            int attempt,
            int maxRetries,
            string tenant,
            string metadata,
            string arguments,
            CancellationToken cancellationToken) => handlers.RunAsync(arguments);
    }
}
