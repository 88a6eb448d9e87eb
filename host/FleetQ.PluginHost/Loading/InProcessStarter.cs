using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;

namespace FleetQ.PluginHost.Loading;

/// <summary>Starts plugins in this process, each in a load context of its own.</summary>
/// <param name="services">What plugins get from the host.</param>
/// <param name="setupTimeout">How long a plugin may take.</param>
/// <param name="isUnloadable">Whether a plugin may be replaced; else it stays for the life of the process.</param>
internal sealed class InProcessStarter(PluginServices services, TimeSpan setupTimeout, bool isUnloadable)
    : IPluginStarter
{
    /// <inheritdoc/>
    public async Task<StartResult> StartAsync(
        PluginCopy copy, AssemblyFacts facts, CancellationToken cancellationToken)
    {
        // A thread of its own: set-up that never returns must not take one of the pool's away.
        var load = Task.Factory.StartNew(
            () => new PluginLoader(services).Load(copy, facts, isUnloadable),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return await load.WaitAsync(setupTimeout, services.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _ = EndLateAsync(load);
            return new(null, Refusal.SetUpTooLong(copy.Plugin, facts, setupTimeout));
        }
    }

    // One that never returns is left to the end of the process: there is no way to stop it.
    private static async Task EndLateAsync(Task<StartResult> load)
    {
        var late = await load.ConfigureAwait(false);
        if (late.Generation is { } generation)
        {
            await generation.DisposeAsync().ConfigureAwait(false);
        }
    }
}
