using FleetQ.Plugins.Http.Network;
using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Plugins.Http;

/// <summary>Reads the plugin's settings and makes the one HTTP client that its steps share.</summary>
public sealed class HttpPlugin : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="HttpSettingException">A setting is wrong; the message names it.</exception>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var settings = HttpSettings.From(setup.Configuration);
        // By a factory, so that the container closes the connections when the plugin is unloaded.
        setup.Services.AddSingleton(_ => new HttpExchange(settings));
    }
}
