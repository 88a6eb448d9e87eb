using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;

namespace FleetQ.Host.Endpoints;

/// <summary>Warns of steps that no pod would take now. Only a warning: the pod that can may come later.</summary>
internal static class TypeWarnings
{
    /// <summary>One warning a task type without a handler.</summary>
    public static IReadOnlyList<string> Find(
        IEnumerable<TaskType> taskTypes, FleetEngine engine, IHandlerRoutes routes)
    {
        var unknown = taskTypes.Distinct().Where(type => routes.Find(type) is null).ToArray();
        if (unknown.Length == 0)
        {
            return [];
        }

        var served = engine.FleetView.Current.Pods
            .Where(engine.FleetView.IsLive)
            .SelectMany(static pod => pod.TaskTypes)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. unknown
                .Where(type => !served.Contains(type.Value))
                .Select(static type => $"No live pod handles '{type}'; the step waits until one does."),
        ];
    }
}
