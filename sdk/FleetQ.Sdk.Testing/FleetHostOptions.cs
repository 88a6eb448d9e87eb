using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing;

/// <summary>What a <see cref="FleetHost"/> is started with.</summary>
public sealed class FleetHostOptions
{
    private readonly List<Type> handlers = [];
    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> pluginSettings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Action<IServiceCollection>> services = [];

    /// <summary>
    /// A folder of plugins, as a host has it: <c>&lt;folder&gt;/&lt;Name&gt;/&lt;Name&gt;.dll</c>. Null for none.
    /// </summary>
    public string? PluginsFolder { get; set; }

    /// <summary>The least grave lines that <see cref="FleetHost.Logs"/> keeps.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>How long a wait for the end of a step may take.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    internal IReadOnlyList<Type> Handlers => handlers;

    internal IReadOnlyDictionary<string, string> Settings => settings;

    internal IReadOnlyDictionary<string, string?> PluginSettings => pluginSettings;

    internal IReadOnlyList<Action<IServiceCollection>> Services => services;

    /// <summary>
    /// Adds a handler of this program; it runs here, so that a test can share objects with it. The
    /// <see cref="IPlugin"/> of its assembly sets it up.
    /// </summary>
    public FleetHostOptions AddHandler<THandler>()
        where THandler : class
    {
        handlers.Add(typeof(THandler));
        return this;
    }

    /// <summary>Adds every class of an assembly that bears <see cref="StepHandlerAttribute"/>.</summary>
    public FleetHostOptions AddHandlersOf(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        handlers.AddRange(
            assembly.GetTypes().Where(static type => type.IsDefined(typeof(StepHandlerAttribute), inherit: false)));
        return this;
    }

    /// <summary>Adds or replaces services of added handlers, after their own set-up: fakes, for instance.</summary>
    public FleetHostOptions ConfigureServices(Action<IServiceCollection> configure)
    {
        services.Add(configure);
        return this;
    }

    /// <summary>Sets one of the host's settings by its name without the prefix <c>FLEET_Q_</c>.</summary>
    public FleetHostOptions Set(string name, string value)
    {
        settings[name] = value;
        return this;
    }

    /// <summary>Sets a plugin's own setting: the key below <c>Plugins:&lt;plugin&gt;</c>.</summary>
    /// <param name="plugin">The plugin's name: its assembly's.</param>
    /// <param name="key">The key; <c>:</c> stands between the parts of a deeper one.</param>
    /// <param name="value">The value.</param>
    public FleetHostOptions SetPlugin(string plugin, string key, string? value)
    {
        pluginSettings[$"Plugins:{plugin}:{key}"] = value;
        return this;
    }
}
