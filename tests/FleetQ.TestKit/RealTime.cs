namespace FleetQ.TestKit;

/// <summary>
/// Lets time pass where no test can turn the clock, by that of a store or of other processes: what counts is how long
/// they meet what a test does to them, and nothing else tells when that is over.
/// </summary>
public static class RealTime
{
    // Stores count whole milliseconds, and timers may fire a few early.
    private static readonly TimeSpan Coarse = TimeSpan.FromMilliseconds(2);

    /// <summary>Returns when at least so much time has passed.</summary>
    public static async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (time + Coarse - TimeProvider.System.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left + Coarse, TimeProvider.System, cancellationToken);
        }
    }
}
