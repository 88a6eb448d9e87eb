using FleetQ.Engine.Model;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Loading;

namespace FleetQ.PluginHost;

/// <summary>Makes the reports of plugins.</summary>
internal static class Reports
{
    /// <summary>A plugin that serves.</summary>
    public static PluginReport Loaded(LoadedPlugin plugin) =>
        Describe(plugin.Candidate, plugin.Facts, PluginState.Loaded) with { TaskTypes = plugin.TaskTypes };

    /// <summary>A plugin that does not.</summary>
    public static PluginReport Refused(PluginCandidate candidate, AssemblyFacts? facts, Refusal refusal) =>
        Describe(candidate, facts, PluginState.Refused) with
        {
            Code = refusal.Code,
            Error = StepError.Of(refusal.Sentence).Message,
        };

    private static PluginReport Describe(PluginCandidate candidate, AssemblyFacts? facts, PluginState state) => new()
    {
        Name = candidate.Name,
        Folder = candidate.Location,
        Version = facts?.Version,
        Contract = facts is null ? null : SdkContract.FindRequired(facts)?.ToString(2),
        Sha256 = FileSum.Find(candidate.MainAssembly),
        State = state,
    };
}
