namespace FleetQ.Engine.Loops;

/// <summary>Runs a loop on a thread of its own and blocks that thread between beats.</summary>
/// <remarks>
/// A timer's callback needs the thread pool: with 200 handlers that block it, a beat by timer was measured 22 s late,
/// one on a thread 1 s.
/// </remarks>
public sealed class ThreadPacer : IPacer
{
    /// <inheritdoc/>
    public Task RunAsync(string name, Func<Task> loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => RunToEnd(loop, ended))
        {
            Name = name,
            IsBackground = true,
            Priority = ThreadPriority.AboveNormal,
        };
        thread.Start();
        return ended.Task;
    }

    /// <inheritdoc/>
    public ValueTask WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne(delay);
        return ValueTask.CompletedTask;
    }

    private static void RunToEnd(Func<Task> loop, TaskCompletionSource ended)
    {
        try
        {
            loop().GetAwaiter().GetResult();
            ended.SetResult();
        }
        catch (Exception failure)
        {
            ended.SetException(failure);
        }
    }
}
