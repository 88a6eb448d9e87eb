using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Quarantine;

/// <summary>Runs the attempts of a route that stays for the life of the process, under its plugin's guard.</summary>
internal sealed class GuardedRunner(PluginGuard guard, int route, IStepRunner inner) : IStepRunner
{
    /// <inheritdoc/>
    public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken) =>
        guard.RunAsync(route, inner, attempt, cancellationToken);
}
