using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Sdk;

/// <summary>What a plugin can set up while it is loaded. Not to be kept: nothing here works afterwards.</summary>
public abstract class PluginSetup
{
    /// <summary>The plugin's name: its folder's.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The plugin's own container. It starts with logging, <see cref="TimeProvider"/> and the configuration; singletons
    /// live as long as the plugin, scoped services as long as one attempt.
    /// </summary>
    public abstract IServiceCollection Services { get; }

    /// <summary>
    /// The host's section <c>Plugins:&lt;Name&gt;</c> as it was at load time; it does not change afterwards.
    /// </summary>
    public abstract IConfiguration Configuration { get; }

    /// <summary>
    /// How arguments are read and results written. It starts with snake_case names, any case accepted, unknown members
    /// ignored.
    /// </summary>
    public abstract JsonSerializerOptions Json { get; }

    /// <summary>
    /// Adds a handler that carries no <see cref="StepHandlerAttribute"/>, or serves one more task type.
    /// </summary>
    /// <typeparam name="THandler">A class that implements one of the two handler interfaces.</typeparam>
    public abstract void AddHandler<THandler>(StepHandlerAttribute binding)
        where THandler : class;
}
