using FleetQ.PluginHost.Copying;

namespace FleetQ.PluginHost.Generations;

/// <summary>Chooses how a plugin is started.</summary>
internal sealed class PluginStarters(IPluginStarter inProcess)
{
    /// <summary>The starter of a copy.</summary>
    public IPluginStarter Choose(PluginCopy copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return inProcess;
    }
}
