using FleetQ.Engine.Dispatching;

namespace FleetQ.TestKit.Handlers;

/// <summary>A handler whose attempts wait until a test ends them.</summary>
public sealed class HandlerGate
{
    private int running;
    private int runningMax;

    /// <summary>Attempts as they start.</summary>
    public TestSignal<HeldAttempt> Started { get; } = new();

    /// <summary>Whether attempts end when their token is cancelled.</summary>
    public bool HonoursToken { get; set; } = true;

    public int Running => Volatile.Read(ref running);

    /// <summary>The most that ran at once.</summary>
    public int RunningMax => Volatile.Read(ref runningMax);

    internal async Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref running);
        InterlockedMax(now);
        var held = new HeldAttempt(attempt, cancellationToken);
        try
        {
            Started.Send(held);
            return await held.End.Task.WaitAsync(HonoursToken ? cancellationToken : CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private void InterlockedMax(int now)
    {
        var seen = Volatile.Read(ref runningMax);
        while (now > seen)
        {
            seen = Interlocked.CompareExchange(ref runningMax, now, seen);
        }
    }
}
