using FleetQ.Sdk;

namespace Flawed;

/// <summary>Ends its process, or throws, in its set-up while a file exists that its settings name.</summary>
public sealed class FlawedPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (File.Exists(setup.Configuration["DiesWhile"]))
        {
            Environment.FailFast("dies in its set-up");
        }

        if (File.Exists(setup.Configuration["ThrowsWhile"]))
        {
            throw new InvalidOperationException("the licence server is away");
        }
    }
}
