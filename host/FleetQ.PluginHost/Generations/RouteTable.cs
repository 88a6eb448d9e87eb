using System.Collections.Frozen;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Generations;

/// <summary>Which handler takes which task type. Changed as a whole, so that nobody sees half of a change.</summary>
internal sealed class RouteTable : IHandlerRoutes
{
    private FrozenDictionary<TaskType, HandlerRoute> routes = FrozenDictionary<TaskType, HandlerRoute>.Empty;

    /// <inheritdoc/>
    public IReadOnlyCollection<HandlerRoute> Routes => Volatile.Read(ref routes).Values;

    /// <inheritdoc/>
    public HandlerRoute? Find(TaskType taskType) => Volatile.Read(ref routes).GetValueOrDefault(taskType);

    /// <summary>The first of some routes that another plugin serves already; null when there is none.</summary>
    public HandlerRoute? FindClash(string plugin, IEnumerable<HandlerRoute> wanted) => wanted
        .Select(route => Find(route.TaskType))
        .FirstOrDefault(route => route is not null && route.Plugin.Name != plugin);

    /// <summary>Puts a plugin's routes in the place of those that it had. By one caller at a time.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="next">What serves from now on; null when nothing of it does.</param>
    /// <remarks>
    /// What can be retired is counted; what stays for the life of the process is run directly, at no cost.
    /// </remarks>
    public void Swap(string plugin, Generation? next)
    {
        var others = Routes.Where(route => route.Plugin.Name != plugin);
        var own = next is null ? [] : next.Routes.Select((route, index) => next.Plugin.IsReplaceable
            ? route with { Runner = new GenerationRunner(next, index, this) }
            : route);
        Volatile.Write(ref routes, others.Concat(own).ToFrozenDictionary(static route => route.TaskType));
    }

    /// <summary>Routes nothing any more.</summary>
    public void Clear() => Volatile.Write(ref routes, FrozenDictionary<TaskType, HandlerRoute>.Empty);
}
