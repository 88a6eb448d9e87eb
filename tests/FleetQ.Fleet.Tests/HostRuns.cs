using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Hosts that end by themselves.</summary>
internal static class HostRuns
{
    // A start that is tried again and again, and a resolver of names that takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Starts a host and waits for its end.</summary>
    internal static async Task<(int ExitCode, string Log)> RunToEndAsync(
        this FleetInABox fleet, PodSettings settings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var host = fleet.Launch("pod-1", settings);
        var exitCode = await host.WaitForExitAsync(limit.Token);
        return (exitCode, string.Join('\n', host.Log));
    }
}
