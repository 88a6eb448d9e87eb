namespace FleetQ.TestKit.Stores;

/// <summary>Lets time pass by the clock of a store that a test cannot turn.</summary>
internal static class RealTime
{
    // Stores count whole milliseconds, and timers may fire a few early.
    private static readonly TimeSpan Coarse = TimeSpan.FromMilliseconds(2);

    /// <summary>Returns when at least so much time has passed.</summary>
    internal static async Task PassAsync(TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (time + Coarse - TimeProvider.System.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left + Coarse, TimeProvider.System);
        }
    }
}
