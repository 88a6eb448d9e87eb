namespace FleetQ.Sdk.Testing.Harness;

/// <summary>Turns the clock of a running attempt whenever nothing else can go on.</summary>
/// <remarks>
/// Nothing tells that a handler waits. So it is looked at: when no timer changed over some looks, it waits for the
/// clock. A look goes through the thread pool's queue, behind everything that was ready to run, so that a busy machine
/// only makes looks longer. What really takes time, a call to another process for instance, may be overtaken: such a
/// handler needs the real clock.
/// </remarks>
internal static class ClockJumps
{
    private const int LooksBeforeJump = 5;

    // Where the handler itself does not wait for the clock, it may well be working: a second and more.
    private const int LooksBeforeEnd = 250;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(4);

    /// <summary>Turns the clock until the attempt has ended.</summary>
    public static async Task RunAsync(Task attempt, HarnessClock clock)
    {
        var (seen, quietLooks) = (clock.Changes, 0);
        while (!attempt.IsCompleted)
        {
            await LookAsync(attempt).ConfigureAwait(false);
            (seen, quietLooks) = clock.Changes == seen ? (seen, quietLooks + 1) : (clock.Changes, 0);
            if (quietLooks >= (clock.HasTimersOfHandler ? LooksBeforeJump : LooksBeforeEnd))
            {
                clock.JumpToNext();
                quietLooks = 0;
            }
        }
    }

    private static async Task LookAsync(Task attempt)
    {
        var queued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static queued => queued.SetResult(), queued, preferLocal: false);
        await queued.Task.ConfigureAwait(false);
        await Task.WhenAny(attempt, Task.Delay(Look, TimeProvider.System)).ConfigureAwait(false);
    }
}
