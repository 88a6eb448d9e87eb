using System.Collections.Frozen;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.Sdk.Testing.Hosting;

/// <summary>The handlers of the test program, each assembly set up as one plugin.</summary>
internal sealed class ProgramRoutes : IHandlerRoutes, IAsyncDisposable
{
    private readonly IReadOnlyList<HandlerSet> sets;
    private readonly FrozenDictionary<TaskType, HandlerRoute> routes;

    private ProgramRoutes(IReadOnlyList<HandlerSet> sets)
    {
        this.sets = sets;
        var all = sets.SelectMany(static set => set.Routes).ToList();
        var twice = all.GroupBy(static route => route.TaskType).FirstOrDefault(static same => same.Count() > 1);
        if (twice is not null)
        {
            throw new HandlerRefusedException(
                twice.Last().Plugin.Name, $"'{twice.First().Plugin.Name}' serves '{twice.Key}' as well");
        }

        routes = all.ToFrozenDictionary(static route => route.TaskType);
    }

    public IReadOnlyCollection<HandlerRoute> Routes => routes.Values;

    /// <summary>Sets the handlers up.</summary>
    /// <exception cref="HandlerRefusedException">A host would refuse one of them.</exception>
    public static ProgramRoutes Build(FleetHostOptions options, Harness.LogBook logs) => new(
    [
        .. options.Handlers.Distinct().GroupBy(static handler => handler.Assembly).Select(assembly =>
            HandlerSet.Build(new HandlerSetPlan
            {
                Assembly = assembly.Key,
                Handlers = [.. assembly],
                Settings = SettingsOf(options, assembly.Key.GetName().Name!),
                Services = options.Services,
                Loggers = logs,
                Time = TimeProvider.System,
            })),
    ]);

    public HandlerRoute? Find(TaskType taskType) => routes.GetValueOrDefault(taskType);

    public async ValueTask DisposeAsync()
    {
        foreach (var set in sets)
        {
            await set.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static (string Key, string? Value)[] SettingsOf(FleetHostOptions options, string plugin)
    {
        var start = $"Plugins:{plugin}:";
        return
        [
            .. options.PluginSettings
                .Where(setting => setting.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(setting => (setting.Key[start.Length..], setting.Value)),
        ];
    }
}
