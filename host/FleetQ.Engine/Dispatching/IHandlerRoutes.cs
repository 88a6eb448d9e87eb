using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// The handlers that are loaded now, by task type. An implementation swaps its table as a whole; thread-safe.
/// </summary>
public interface IHandlerRoutes
{
    /// <summary>All routes, in no order; a snapshot.</summary>
    IReadOnlyCollection<HandlerRoute> Routes { get; }

    /// <summary>The route of a task type; null when no loaded plugin handles it.</summary>
    HandlerRoute? Find(TaskType taskType);
}
