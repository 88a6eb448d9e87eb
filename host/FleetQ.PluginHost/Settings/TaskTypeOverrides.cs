using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Engine.Model.Text;
using FleetQ.PluginHost.Discovery;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Settings;

/// <summary>
/// What an operator sets for a plugin's task types, in <c>Plugins:&lt;Name&gt;:TaskTypes:&lt;type&gt;</c>.
/// </summary>
/// <remarks>
/// A key is a task type's name, one of its earlier names, or how a variable spells one of them. It counts for the type
/// and all its earlier names; a variable wins over the name, and the name over earlier ones.
/// </remarks>
internal sealed class TaskTypeOverrides
{
    /// <summary>The key below the plugin's section.</summary>
    public const string Key = "TaskTypes";

    private readonly string section;
    private readonly Dictionary<string, TaskTypeOverride> byKey;

    private TaskTypeOverrides(string section, Dictionary<string, TaskTypeOverride> byKey)
    {
        this.section = section;
        this.byKey = byKey;
    }

    /// <summary>Of a plugin for which nothing is set.</summary>
    public static TaskTypeOverrides None { get; } = new("", []);

    /// <summary>Reads a plugin's settings.</summary>
    /// <returns>What is set, or all that is wrong with it.</returns>
    public static (TaskTypeOverrides? Overrides, Refusal? Refusal) Read(
        PluginCandidate plugin, IConfiguration settings)
    {
        var root = $"Plugins:{plugin.Name}:{Key}";
        var problems = new List<string>();
        var found = settings.GetSection(Key).GetChildren().ToDictionary(
            static child => child.Key,
            child => TaskTypeSettings.Read(child, $"{root}:{child.Key}", problems),
            StringComparer.Ordinal);
        return problems.Count == 0
            ? (new TaskTypeOverrides(root, found), null)
            : (null, SettingRefusals.WrongOverrides(plugin, problems));
    }

    /// <summary>A plugin's routes as they are with what is set.</summary>
    public IReadOnlyList<HandlerRoute> Apply(IReadOnlyList<HandlerRoute> routes) => byKey.Count == 0
        ? routes
        : [.. routes.Select(route => Find(route, routes) is { } set ? set.ApplyTo(route) : route)];

    /// <summary>What is set for a route; null when nothing is.</summary>
    public TaskTypeOverride? Find(HandlerRoute route, IReadOnlyList<HandlerRoute> routes)
    {
        if (byKey.Count == 0)
        {
            return null;
        }

        var own = OwnNameOf(route);
        var earlier = routes.Where(other => other.AliasOf == own).Select(static other => other.TaskType.Value);
        TaskTypeOverride? set = null;
        foreach (var key in earlier.Prepend(own.Value).SelectMany(KeysOf))
        {
            if (byKey.TryGetValue(key, out var more))
            {
                set = set?.Over(more) ?? more;
            }
        }

        return set;
    }

    /// <summary>What is set for task types that the plugin does not serve, each as a sentence.</summary>
    public IReadOnlyList<string> FindUnused(IReadOnlyList<HandlerRoute> routes)
    {
        var names = routes.Select(static route => route.TaskType.Value).ToArray();
        var used = names.SelectMany(KeysOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. byKey.Keys.Where(key => !used.Contains(key)).Order(StringComparer.Ordinal).Select(key =>
                $"The setting '{section}:{key}' has no effect: the plugin serves no such task type."
                + NearestName.Ask(key, names)),
        ];
    }

    private static TaskType OwnNameOf(HandlerRoute route) => route.AliasOf ?? route.TaskType;

    private static IEnumerable<string> KeysOf(string name) =>
        new[] { SettingSpelling.Of(name), name }.Distinct(StringComparer.Ordinal);
}
