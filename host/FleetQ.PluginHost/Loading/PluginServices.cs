using FleetQ.PluginHost.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

/// <summary>
/// What the host puts into every plugin's container: logging, the clock and the plugin's own configuration.
/// </summary>
/// <param name="Configuration">The host's whole configuration; a plugin gets its own section only.</param>
/// <param name="Loggers">The host's logging.</param>
/// <param name="Time">The host's clock.</param>
internal sealed record PluginServices(IConfiguration Configuration, ILoggerFactory Loggers, TimeProvider Time)
{
    /// <summary>A new container for one plugin.</summary>
    public ServiceCollection NewContainer(string plugin, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_ => new PluginLoggerFactory(Loggers, plugin));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(Time);
        services.AddSingleton(configuration);
        return services;
    }

    /// <summary>The section <c>Plugins:&lt;name&gt;</c> as it is now.</summary>
    /// <remarks>
    /// A copy: the host's live section carries a reload token, which would tie the plugin to the host for ever.
    /// </remarks>
    public IConfiguration SettingsOf(string plugin) => new ConfigurationBuilder()
        .AddInMemoryCollection(Configuration.GetSection($"Plugins:{plugin}").AsEnumerable(makePathsRelative: true))
        .Build();
}
