using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Hosts that end by themselves.</summary>
internal static class HostRuns
{
    /// <summary>Starts a host and waits for its end.</summary>
    internal static async Task<(int ExitCode, string Log)> RunToEndAsync(
        this FleetInABox fleet, PodSettings settings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Eventually.LongPatience);
        var host = fleet.Launch("pod-1", settings);
        var exitCode = await host.WaitForExitAsync(limit.Token);
        return (exitCode, string.Join('\n', host.Log));
    }
}
