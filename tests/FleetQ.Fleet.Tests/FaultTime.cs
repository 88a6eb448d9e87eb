using FleetQ.TestKit;

namespace FleetQ.Fleet.Tests;

/// <summary>
/// Lets a fault last: what counts is how long the pods meet it, and nothing else tells when that is over.
/// </summary>
internal static class FaultTime
{
    internal static Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        return Eventually.HoldsAsync(
            $"{time} are over",
            time + Eventually.Patience,
            () => Task.FromResult(TimeProvider.System.GetElapsedTime(start) > time),
            cancellationToken);
    }
}
