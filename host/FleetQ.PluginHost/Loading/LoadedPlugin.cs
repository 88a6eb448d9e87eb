using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

/// <summary>A generation in this process: its load context, its container and its routes.</summary>
internal sealed partial class LoadedPlugin : IPluginGeneration
{
    private readonly ILogger logger;
    private IDisposable? owned;
    private ServiceProvider? services;

    /// <summary>Takes ownership of a plugin's parts.</summary>
    /// <param name="identity">Which plugin it is.</param>
    /// <param name="routes">Its handlers.</param>
    /// <param name="owned">Its load context, disposed of last.</param>
    /// <param name="context">The same as the runtime knows it; null when it is permanent.</param>
    /// <param name="services">Its container.</param>
    /// <param name="logger">Where it is told of.</param>
    public LoadedPlugin(
        PluginIdentity identity,
        IReadOnlyList<HandlerRoute> routes,
        IDisposable owned,
        WeakReference? context,
        ServiceProvider services,
        ILogger logger)
    {
        this.owned = owned;
        this.services = services;
        this.logger = logger;
        Identity = identity;
        Routes = routes;
        Context = context;
    }

    /// <inheritdoc/>
    public PluginIdentity Identity { get; }

    /// <inheritdoc/>
    public IReadOnlyList<HandlerRoute> Routes { get; private set; }

    /// <inheritdoc/>
    public bool IsReplaceable => Context is not null;

    /// <inheritdoc/>
    public WeakReference? Context { get; }

    /// <summary>Code in this process cannot be ended from outside.</summary>
    public ValueTask<bool> TryAbortAsync() => ValueTask.FromResult(false);

    /// <summary>Disposes of the plugin's singletons; whatever they throw is logged.</summary>
    public async ValueTask DisposeAsync()
    {
        Routes = [];
        try
        {
            if (Interlocked.Exchange(ref services, null) is { } container)
            {
                await container.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            // The text only: the log may keep what it is given, and with it the plugin.
            LogDisposalFailed(Identity.Name, ExceptionText.Describe(failure));
        }

        Interlocked.Exchange(ref owned, null)?.Dispose();
    }
}
