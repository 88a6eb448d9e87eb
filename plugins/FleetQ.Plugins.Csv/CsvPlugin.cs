using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Plugins.Csv;

/// <summary>Reads the plugin's settings.</summary>
public sealed class CsvPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Services.AddSingleton(new CsvFolder(setup.Configuration["Root"]));
    }
}
