using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Runs attempts in a plugin's processes.</summary>
internal sealed class IsolatedStepRunner(IsolatedPlugin plugin) : IStepRunner
{
    /// <inheritdoc/>
    public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return plugin.RunAsync(attempt, cancellationToken);
    }
}
