using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Running;

/// <summary>The host's logging as a plugin sees it: every category begins with the plugin's name.</summary>
/// <remarks>Categories are texts, never types of the plugin, which the host's logging would hold for ever.</remarks>
internal sealed class PluginLoggerFactory(ILoggerFactory host, string plugin) : ILoggerFactory
{
    private const string Root = "FleetQ.Plugins";

    /// <summary>The category of a plugin.</summary>
    public static string CategoryOf(string plugin) =>
        plugin.StartsWith(Root + ".", StringComparison.Ordinal) ? plugin : $"{Root}.{plugin}";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        ArgumentNullException.ThrowIfNull(categoryName);
        var inPlugin = categoryName.StartsWith(plugin + ".", StringComparison.Ordinal)
            ? categoryName[(plugin.Length + 1)..]
            : categoryName;
        return host.CreateLogger($"{CategoryOf(plugin)}.{inPlugin}");
    }

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException(
            $"Plugin '{plugin}' logs where the host logs; a provider is the host's to add.");

    /// <summary>Does nothing: the host's logging outlives its plugins.</summary>
    public void Dispose()
    {
    }
}
