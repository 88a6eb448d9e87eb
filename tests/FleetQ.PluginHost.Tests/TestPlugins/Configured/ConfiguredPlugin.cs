using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Configured;

/// <summary>Binds its settings.</summary>
public sealed class ConfiguredPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Services.AddSingleton(setup.Bind<SendSettings>());
    }
}
