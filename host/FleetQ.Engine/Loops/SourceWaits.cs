namespace FleetQ.Engine.Loops;

/// <summary>Waits for sources that have one waiter each: the wait's own end completes the source.</summary>
/// <remarks>
/// <see cref="Task.WaitAsync(CancellationToken)"/> takes a turn on the thread pool before its waiter goes on; a source
/// that is awaited itself posts to the waiter's context at once. So a simulation repeats such a wait exactly.
/// </remarks>
internal static class SourceWaits
{
    /// <summary>Waits for a result, or until the token is cancelled.</summary>
    public static async Task<T> WaitAsync<T>(this TaskCompletionSource<T> source, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), source);
        return await source.Task;
    }

    /// <summary>Waits for a signal, or until the token is cancelled.</summary>
    public static async Task WaitAsync(this TaskCompletionSource source, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), source);
        await source.Task;
    }

    /// <summary>Waits for a signal, for at most a while, or until the token is cancelled.</summary>
    /// <param name="source">Ends without an exception when the while is over: ask what it stands for.</param>
    /// <param name="atMost">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public static async Task WaitAsync(
        this TaskCompletionSource source, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = atMost == Timeout.InfiniteTimeSpan
            ? null
            : time.CreateTimer(
                static state => ((TaskCompletionSource)state!).TrySetResult(),
                source,
                atMost,
                Timeout.InfiniteTimeSpan);
        await source.WaitAsync(cancellationToken);
    }
}
