using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Watching;

namespace FleetQ.PluginHost;

/// <summary>Makes the reports of plugins.</summary>
internal static class Reports
{
    /// <summary>A plugin as it is now.</summary>
    public static PluginReport Of(PluginSlot slot, IReadOnlyList<RetiredReport> retired) => new()
    {
        Name = slot.Name,
        Folder = slot.Candidate!.Location,
        Version = slot.Serving?.Identity.Version ?? slot.Facts?.Version,
        Contract = slot.Facts is { } facts ? SdkContract.FindRequired(facts)?.ToString(2) : null,
        Sha256 = slot.Serving?.Identity.Sha256 ?? slot.RefusedFingerprint,
        State = slot.State,
        Isolation = slot.Serving?.Plugin is IsolatedPlugin ? "process" : null,
        SinceTs = slot.Serving?.StartedAt,
        TaskTypes = [.. (slot.Serving?.Routes ?? []).Select(route => TaskTypeOf(route, slot.Serving!))],
        Warnings = slot.Serving?.Warnings ?? [],
        Code = slot.Problem?.Code,
        Error = slot.Problem is { } problem ? StepError.Of(problem.Sentence).Message : null,
        RefusedVersion = slot.RefusedVersion,
        Retired = retired,
    };

    private static PluginTaskType TaskTypeOf(HandlerRoute route, Generation serving) =>
        new(route.TaskType.Value, route.MaxRetries, route.Timeout?.TotalSeconds, route.MaxConcurrency)
        {
            AliasOf = route.AliasOf?.Value,
            Overridden = serving.FindOverridden(route),
            Validate = route.ChecksEverySubmit,
            ArgumentsSchema = route.Schema?.Json,
        };
}
