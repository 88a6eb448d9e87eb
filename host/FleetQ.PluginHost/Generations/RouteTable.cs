using System.Collections.Frozen;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Quarantine;

namespace FleetQ.PluginHost.Generations;

/// <summary>
/// Which handler takes which task type. Changed as a whole, so that nobody sees half of a change. Thread-safe.
/// </summary>
internal sealed class RouteTable : IHandlerRoutes
{
    private readonly Lock gate = new();
    private volatile State state = State.Empty;

    /// <inheritdoc/>
    public IReadOnlyCollection<HandlerRoute> Routes => state.Serving.Values;

    /// <summary>How many routes are quarantined.</summary>
    public int QuarantinedCount => state.QuarantinedCount;

    /// <summary>The route of a task type, also of one that is quarantined; null when no plugin handles it.</summary>
    public HandlerRoute? FindDeclared(TaskType taskType) =>
        state.Declared.GetValueOrDefault(taskType)?.Route;

    /// <inheritdoc/>
    public HandlerRoute? Find(TaskType taskType) => state.Serving.GetValueOrDefault(taskType);

    /// <summary>The first of some routes that another plugin serves already; null when there is none.</summary>
    public HandlerRoute? FindClash(string plugin, IEnumerable<HandlerRoute> wanted) => wanted
        .Select(route => FindDeclared(route.TaskType))
        .FirstOrDefault(route => route is not null && route.Plugin.Name != plugin);

    /// <summary>Puts a plugin's routes in the place of those that it had. By one caller at a time.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="next">What serves from now on; null when nothing of it does.</param>
    /// <remarks>
    /// What can be retired is counted; what stays for the life of the process need not be.
    /// </remarks>
    public void Swap(string plugin, Generation? next)
    {
        var own = next is null ? [] : next.Routes.Select((route, index) => new Entry(
            route with
            {
                Runner = next.Plugin.IsReplaceable
                    ? new GenerationRunner(next, index, this)
                    : new GuardedRunner(next.Guard, index, route.Runner),
            },
            next.Guard,
            index));
        lock (gate)
        {
            var others = state.Declared.Values.Where(entry => entry.Route.Plugin.Name != plugin);
            state = State.Of(others.Concat(own).ToFrozenDictionary(static entry => entry.Route.TaskType));
        }
    }

    /// <summary>Looks anew at what is quarantined.</summary>
    public void Refresh()
    {
        lock (gate)
        {
            state = State.Of(state.Declared);
        }
    }

    /// <summary>Routes nothing any more.</summary>
    public void Clear()
    {
        lock (gate)
        {
            state = State.Empty;
        }
    }

    private sealed record Entry(HandlerRoute Route, PluginGuard Guard, int Index);

    private sealed record State(
        FrozenDictionary<TaskType, Entry> Declared, FrozenDictionary<TaskType, HandlerRoute> Serving)
    {
        public int QuarantinedCount => Declared.Count - Serving.Count;

        public static State Empty { get; } = Of(FrozenDictionary<TaskType, Entry>.Empty);

        public static State Of(FrozenDictionary<TaskType, Entry> declared) => new(
            declared,
            declared.Values.Where(static entry => entry.Guard.Serves(entry.Index))
                .ToFrozenDictionary(static entry => entry.Route.TaskType, static entry => entry.Route));
    }
}
