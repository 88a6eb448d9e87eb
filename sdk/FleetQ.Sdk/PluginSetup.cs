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
    /// Reads <see cref="Configuration"/> into a new object and checks it by the attributes of
    /// <c>System.ComponentModel.DataAnnotations</c> that its properties bear, in all depths. What is not set keeps the
    /// value that the class gives it.
    /// </summary>
    /// <typeparam name="TSettings">
    /// A class with properties of plain types, of such classes, and lists and dictionaries of both.
    /// </typeparam>
    /// <returns>The settings; usually added to <see cref="Services"/> as a singleton.</returns>
    /// <remarks>
    /// Something wrong ends the set-up by an exception that is not to be caught: the host refuses the plugin and tells
    /// the operator every wrong setting by name and value, but for values that look like secrets.
    /// </remarks>
    public virtual TSettings Bind<TSettings>()
        where TSettings : class, new() =>
        throw new NotSupportedException(
            $"{GetType().Name} binds no settings; override {nameof(Bind)}, or read {nameof(Configuration)}.");

    /// <summary>
    /// Adds a handler that carries no <see cref="StepHandlerAttribute"/>, or serves one more task type.
    /// </summary>
    /// <typeparam name="THandler">A class that implements one of the two handler interfaces.</typeparam>
    public abstract void AddHandler<THandler>(StepHandlerAttribute binding)
        where THandler : class;
}
