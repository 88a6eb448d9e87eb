using Microsoft.Extensions.Time.Testing;

namespace FleetQ.TestKit;

/// <summary>Turns a test's clock until something has happened.</summary>
public static class ClockTurning
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(3);

    // What the turn set free may wait in the queue of a pool that others keep busy; not for ever.
    private const int LooksMax = 100;

    /// <summary>
    /// Turns the clock in small steps, and lets other threads follow after each, until the condition holds.
    /// </summary>
    /// <returns>How much time passed by the turned clock.</returns>
    /// <exception cref="TimeoutException">It did not hold within the longest time.</exception>
    public static async Task<TimeSpan> TurnUntilAsync(
        this FakeTimeProvider clock,
        Func<bool> condition,
        TimeSpan step,
        TimeSpan atMost,
        CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        await SettleAsync(condition, cancellationToken);
        while (!condition())
        {
            if (clock.GetUtcNow() - started >= atMost)
            {
                throw new TimeoutException($"Still not true after {atMost} by the test's clock.");
            }

            clock.Advance(step);
            await SettleAsync(condition, cancellationToken);
        }

        return clock.GetUtcNow() - started;
    }

    private static async Task SettleAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        for (var looks = 0; looks < LooksMax && !condition(); looks++)
        {
            await Task.Delay(Settling, TimeProvider.System, cancellationToken);
            if (ThreadPool.PendingWorkItemCount == 0)
            {
                return;
            }
        }
    }
}
