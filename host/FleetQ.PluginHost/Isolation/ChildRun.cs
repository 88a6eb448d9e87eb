using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Isolation;

/// <summary>An attempt that runs in a child.</summary>
/// <param name="number">The host's number of it.</param>
/// <param name="attempt">The attempt.</param>
internal sealed class ChildRun(long number, Attempt attempt)
{
    private readonly TaskCompletionSource<ChildRunEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration cancellation;
    private ITimer? grace;

    /// <summary>The host's number of it; answers name it.</summary>
    public long Number => number;

    /// <summary>The attempt.</summary>
    public Attempt Attempt => attempt;

    /// <summary>How it ended.</summary>
    public Task<ChildRunEnd> Ended => ended.Task;

    /// <summary>Passes the attempt's cancellation on.</summary>
    /// <param name="cancel">Called when the token is cancelled.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    public void Follow(Action<ChildRun> cancel, CancellationToken cancellationToken) =>
        cancellation = cancellationToken.UnsafeRegister(state => cancel((ChildRun)state!), this);

    /// <summary>Calls for an end when the handler does not come to one by itself.</summary>
    public void StartGrace(TimeProvider time, TimeSpan patience, Action<ChildRun> onOver)
    {
        var timer = time.CreateTimer(_ => onOver(this), null, patience, Timeout.InfiniteTimeSpan);
        if (Interlocked.Exchange(ref grace, timer) is null && ended.Task.IsCompleted)
        {
            timer.Dispose();
        }
    }

    /// <summary>It has ended.</summary>
    public void End(ChildRunEnd end)
    {
        if (ended.TrySetResult(end))
        {
            cancellation.Unregister();
            Volatile.Read(ref grace)?.Dispose();
        }
    }
}

/// <summary>How an attempt in a child ended: with an answer, or with the child.</summary>
/// <param name="Result">The answer; null when it was cancelled, or when the child ended first.</param>
/// <param name="Child">How the child ended; null when it answered.</param>
/// <param name="WasAlone">Whether nothing else ran in the child then.</param>
internal readonly record struct ChildRunEnd(AttemptResult? Result, ChildEnd? Child, bool WasAlone);
