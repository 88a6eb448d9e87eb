using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

/// <summary>A plugin that is ready to run: its load context, its container and its routes.</summary>
internal sealed partial class LoadedPlugin : IAsyncDisposable
{
    private readonly IDisposable context;
    private readonly ServiceProvider services;
    private readonly ILogger logger;

    /// <summary>Takes ownership of a plugin's parts.</summary>
    public LoadedPlugin(
        PluginCandidate candidate,
        AssemblyFacts facts,
        IReadOnlyList<HandlerRoute> routes,
        IDisposable context,
        ServiceProvider services,
        ILogger logger)
    {
        this.context = context;
        this.services = services;
        this.logger = logger;
        Candidate = candidate;
        Facts = facts;
        Routes = routes;
    }

    /// <summary>Where it came from.</summary>
    public PluginCandidate Candidate { get; }

    /// <summary>What its main DLL says of itself.</summary>
    public AssemblyFacts Facts { get; }

    /// <summary>Its handlers, by task type in ordinal order.</summary>
    public IReadOnlyList<HandlerRoute> Routes { get; }

    /// <summary>Its task types for a report.</summary>
    public IReadOnlyList<PluginTaskType> TaskTypes =>
        [.. Routes.Select(route => new PluginTaskType(
            route.TaskType.Value, route.MaxRetries, route.Timeout?.TotalSeconds, route.MaxConcurrency)
        {
            AliasOf = route.AliasOf?.Value,
            Validate = route.ChecksEverySubmit,
            ArgumentsSchema = route.Schema?.Json,
        })];

    /// <summary>The route among these that it would take from another; null when there is none.</summary>
    public HandlerRoute? FindClash(IReadOnlyDictionary<TaskType, HandlerRoute> taken) =>
        Routes.Select(route => taken.GetValueOrDefault(route.TaskType)).FirstOrDefault(route => route is not null);

    /// <summary>Disposes of the plugin's singletons; whatever they throw is logged.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await services.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            LogDisposalFailed(Candidate.Name, failure);
        }

        context.Dispose();
    }
}
