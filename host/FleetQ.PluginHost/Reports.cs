using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Quarantine;
using FleetQ.PluginHost.Watching;

namespace FleetQ.PluginHost;

/// <summary>Makes the reports of plugins.</summary>
internal static class Reports
{
    /// <summary>A plugin as it is now, without what it left behind.</summary>
    public static PluginReport Of(PluginSlot slot)
    {
        var verdict = slot.Verdict;
        var serving = slot.Serving;
        var quarantine = serving?.Guard.Reports ?? [];
        var problem = quarantine is [var first, ..]
            ? QuarantineNotices.Quarantined(serving!.Identity, first)
            : verdict.Problem ?? serving?.Notice;
        return new PluginReport
        {
            Name = slot.Name,
            Folder = slot.Candidate!.Location,
            Version = serving?.Identity.Version ?? slot.Facts?.Version,
            Contract = slot.Facts is { } facts ? SdkContract.FindRequired(facts)?.ToString(2) : null,
            Sha256 = serving?.Identity.Sha256 ?? verdict.Fingerprint,
            State = quarantine.Count > 0 ? PluginState.Quarantined : verdict.State,
            Isolation = serving?.Plugin is IsolatedPlugin ? "process" : null,
            SinceTs = serving?.StartedAt,
            TaskTypes = [.. serving is null ? [] : TypesOf(serving)],
            Warnings = serving?.Warnings ?? [],
            Code = problem?.Code,
            Error = problem is null ? null : StepError.Of(problem.Sentence).Message,
            RefusedVersion = verdict.Version,
            Quarantine = quarantine,
        };
    }

    private static IEnumerable<PluginTaskType> TypesOf(Generation serving) => serving.Routes
        .Where((_, index) => serving.Guard.Serves(index))
        .Select(route => TaskTypeOf(route, serving));

    private static PluginTaskType TaskTypeOf(HandlerRoute route, Generation serving) =>
        new(route.TaskType.Value, route.MaxRetries, route.Timeout?.TotalSeconds, route.MaxConcurrency)
        {
            AliasOf = route.AliasOf?.Value,
            Overridden = serving.FindOverridden(route),
            Validate = route.ChecksEverySubmit,
            ArgumentsSchema = route.Schema?.Json,
        };
}
