using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Isolation;

namespace FleetQ.PluginHost.Generations;

/// <summary>Chooses how a plugin is started. Disposing of it ends what is left of processes.</summary>
internal sealed class PluginStarters(IPluginStarter inProcess, IsolatedStarter isolated) : IDisposable
{
    /// <summary>The starter of a copy.</summary>
    public IPluginStarter Choose(PluginCopy copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return isolated.Takes(copy) ? isolated : inProcess;
    }

    /// <inheritdoc/>
    public void Dispose() => isolated.Dispose();
}
