using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.Host;

/// <summary>The handlers of the program itself before those of its plugins.</summary>
internal sealed class JoinedRoutes(IHandlerRoutes own, IHandlerRoutes plugins) : IHandlerRoutes
{
    public IReadOnlyCollection<HandlerRoute> Routes =>
        [.. own.Routes, .. plugins.Routes.Where(route => own.Find(route.TaskType) is null)];

    public HandlerRoute? Find(TaskType taskType) => own.Find(taskType) ?? plugins.Find(taskType);
}
