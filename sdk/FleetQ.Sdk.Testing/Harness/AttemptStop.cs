namespace FleetQ.Sdk.Testing.Harness;

/// <summary>
/// The token of an attempt, and what ends it: its timeout, the step's cancel, or the end of the test.
/// </summary>
internal sealed class AttemptStop : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly TimeSpan? timeout;
    private readonly ITimer?[] timers;
    private int hasTimedOut;

    public AttemptStop(HarnessPlan plan, TimeProvider time, CancellationToken test)
    {
        timeout = plan.Timeout;
        source = CancellationTokenSource.CreateLinkedTokenSource(test);
        timers = [Start(time, plan.Timeout, EndInTime), Start(time, plan.CancelAfter, Cancel)];
    }

    public CancellationToken Token => source.Token;

    /// <summary>What an attempt is that ended by its token, without a result.</summary>
    public HandlerEnd End() => Volatile.Read(ref hasTimedOut) == 0
        ? new HandlerEnd(AttemptEnding.Cancelled)
        : new HandlerEnd(AttemptEnding.Retry)
        {
            Error = new AttemptError(
                $"The attempt ran longer than its timeout of {timeout?.TotalSeconds:0.###} s.", "timeout", null),
        };

    public void Dispose()
    {
        foreach (var timer in timers)
        {
            timer?.Dispose();
        }

        source.Dispose();
    }

    private static ITimer? Start(TimeProvider time, TimeSpan? span, Action callback) => (time, span) switch
    {
        (_, null) => null,
        (HarnessClock clock, { } due) => clock.CreateHarnessTimer(callback, due),
        (_, { } due) => time.CreateTimer(_ => callback(), null, due, Timeout.InfiniteTimeSpan),
    };

    private void EndInTime()
    {
        Interlocked.Exchange(ref hasTimedOut, source.IsCancellationRequested ? 0 : 1);
        Cancel();
    }

    private void Cancel()
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended at the same moment: there is nothing left to cancel.
        }
        catch (AggregateException)
        {
            // A registration of the handler threw. All others were called, and the handler's own end tells the rest.
        }
    }
}
