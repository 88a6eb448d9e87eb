namespace FleetQ.Engine.Loops;

/// <summary>Runs a loop as a task and waits by a given clock: for tests and simulations.</summary>
public sealed class ClockPacer(TimeProvider time) : IPacer
{
    /// <inheritdoc/>
    public Task RunAsync(string name, Func<Task> loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return loop();
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
