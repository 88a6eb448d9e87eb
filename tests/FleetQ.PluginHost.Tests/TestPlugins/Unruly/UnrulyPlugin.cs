using FleetQ.Sdk;

namespace Unruly;

/// <summary>Roots itself in what belongs to the whole process: such a plugin can never be unloaded from it.</summary>
public sealed class UnrulyPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(typeof(UnrulyPlugin));
        if (setup.Configuration["Die"] is not null)
        {
            Environment.FailFast("dies in its set-up");
        }
    }
}
