using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Plugins.Echo;

/// <summary>Reads the plugin's settings.</summary>
public sealed class EchoPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Services.AddSingleton(new CountFolder(setup.Configuration["Root"]));
    }
}
