namespace FleetQ.TestKit.Fleet;

/// <summary>Waits for what another process does, which gives no signal: looks until a deadline.</summary>
public static class Deadline
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until something is there.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="limit">How long.</param>
    /// <param name="look">Answers null while it is not there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It was not there in time.</exception>
    public static async Task<T> FindAsync<T>(
        string what, TimeSpan limit, Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {what}.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Looks until something holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task HoldsAsync(
        string what, TimeSpan limit, Func<Task<bool>> look, CancellationToken cancellationToken) =>
        FindAsync(what, limit, async () => await look() ? what : null, cancellationToken);
}
