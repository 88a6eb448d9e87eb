using FleetQ.Engine.Loops;

namespace FleetQ.Simulation.Tests.World;

/// <summary>Runs the beat on a thread of its own, which a starved pool does not hold up.</summary>
internal sealed class NodePacer(SimulatedNode thread) : IPacer
{
    public Task RunAsync(string name, Func<Task> loop)
    {
        var ended = new TaskCompletionSource();
        thread.Start(async () =>
        {
            await loop();
            ended.SetResult();
        });
        return ended.Task;
    }

    public async ValueTask WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, thread.Clock, cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
