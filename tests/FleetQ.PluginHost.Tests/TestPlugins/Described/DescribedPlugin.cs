using System.Text.Json;
using FleetQ.Sdk;

namespace Described;

/// <summary>Reads JSON in its own way where a setting asks for it.</summary>
public sealed class DescribedPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Configuration["CamelCase"] is not null)
        {
            setup.Json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        }
    }
}
