using StreamJsonRpc;

namespace FleetQ.Benchmarks.Isolation;

/// <summary>What the child offers over StreamJsonRpc: what a frame of FleetQ carries.</summary>
[JsonRpcContract]
public partial interface IRpcHandlers
{
    /// <summary>Runs an attempt.</summary>
    Task<string?> RunAsync(
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
        CancellationToken cancellationToken);
}
