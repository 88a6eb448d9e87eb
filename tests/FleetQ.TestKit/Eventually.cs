using System.Runtime.CompilerServices;

namespace FleetQ.TestKit;

/// <summary>
/// Waits for what other threads and processes do and give no signal of; a test never sleeps for a fixed time.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// How long to wait for what takes moments, on a machine that is slow and busy: only a failure takes it.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The same for what takes seconds: starts of processes, builds, hundreds of steps.</summary>
    public static TimeSpan LongPatience { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Asks again and again, by the real clock, until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It was no until the limit; names the condition.</exception>
    public static Task TrueAsync(
        Func<bool> condition,
        TimeSpan? limit = null,
        [CallerArgumentExpression(nameof(condition))] string text = "") =>
        TrueAsync(() => Task.FromResult(condition()), limit, text);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan?, string)"/>
    public static Task TrueAsync(
        Func<Task<bool>> condition,
        TimeSpan? limit = null,
        [CallerArgumentExpression(nameof(condition))] string text = "") =>
        HoldsAsync(text, limit ?? Patience, condition, CancellationToken.None);

    /// <summary>Looks until something holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task HoldsAsync(
        string what, TimeSpan limit, Func<Task<bool>> look, CancellationToken cancellationToken) =>
        FindAsync(what, limit, async () => await look() ? what : null, cancellationToken);

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
}
