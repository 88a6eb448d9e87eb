using System.Globalization;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Crashes;

namespace FleetQ.PluginHost.Quarantine;

/// <summary>What is told of plugins that misbehave, beside the other sentences of <see cref="Refusal"/>.</summary>
internal static class QuarantineNotices
{
    public static Refusal Quarantined(PluginIdentity serving, QuarantineReport report) => new(
        RefusalCodes.Quarantined,
        (report.TaskType is { } taskType
            ? $"'{taskType}' of plugin '{serving.Name}' {serving.Version}"
            : $"Plugin '{serving.Name}' {serving.Version}")
            + $" is out on this pod until {Show(report.UntilTs)}: it failed by its own fault "
            + $"({report.Reason.TrimEnd('.')}). Correct the plugin or what it needs on this pod; it is then tried "
            + "again by itself, or at once after a reload.");

    public static Refusal Isolated(PluginCopy copy, Verdict verdict) => new(
        RefusalCodes.IsolatedAfterCrashes,
        $"Plugin '{copy.Plugin.Name}' runs in a process of its own, because steps of it ran each of the last "
            + $"{CrashHistory.DeathsMax} times that the process of this pod died, the last time {Show(verdict.Ts)}. "
            + "Correct the plugin, or give it \"isolation\": \"process\" for good; a start after a day, or a reload, "
            + "takes it back.");

    public static Refusal Refused(PluginCopy copy, string did, Verdict verdict) => new(
        RefusalCodes.CrashedHost,
        $"Plugin '{copy.Plugin.Name}' {did} each of {CrashHistory.DeathsMax} times that the process of this pod died, "
            + $"the last time {Show(verdict.Ts)}. Correct the plugin, or give it \"isolation\": \"process\"; it is "
            + "loaded when its files change, or when a reload asks for it.");

    private static string Show(DateTimeOffset ts) =>
        ts.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
