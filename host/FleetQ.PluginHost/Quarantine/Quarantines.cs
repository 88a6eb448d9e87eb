using FleetQ.Engine.Model;
using FleetQ.PluginHost.Crashes;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Isolation;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Quarantine;

/// <summary>Takes plugins out of the table of routes that fail by their own fault, and puts them back.</summary>
internal sealed partial class Quarantines(
    QuarantineOptions options,
    RouteTable table,
    CrashJournal? journal,
    PluginMetrics metrics,
    TimeProvider time,
    ILogger logger)
{
    private readonly ILogger logger = logger;

    /// <summary>Called after something went out or came back, on any thread; must return at once.</summary>
    public Action? Changed { get; set; }

    /// <summary>Makes the guard of a generation.</summary>
    public PluginGuard Watch(IPluginGeneration plugin)
    {
        // What runs in a process of its own takes only that one along.
        var entry = plugin is IsolatedPlugin ? null : journal?.Take(plugin.Identity.Name, plugin.Identity.Sha256!);
        return new PluginGuard(plugin.Identity, plugin.Routes, entry, options, time, Change);
    }

    /// <summary>Forgets what crashes say of a plugin's files: somebody wants them to be tried again.</summary>
    public void Forgive(string? sha256)
    {
        if (sha256 is not null)
        {
            journal?.Forgive(sha256);
        }
    }

    private void Change(PluginIdentity plugin, Breaker breaker)
    {
        table.Refresh();
        var what = breaker.TaskType ?? "all its task types";
        if (breaker.Report is { } report)
        {
            metrics.Quarantines.Add(1);
            LogQuarantined(plugin.Name, plugin.Version, what, report.UntilTs, report.Reason);
        }
        else
        {
            LogReturned(plugin.Name, plugin.Version, what);
        }

        Changed?.Invoke();
    }

    [LoggerMessage(
        QuarantineEventIds.Quarantined,
        LogLevel.Error,
        "Plugin {plugin} {version} is quarantined on this pod until {until}, {task_types}: it fails by its own fault, "
            + "not by its steps', which other pods may run ({reason})")]
    private partial void LogQuarantined(
        string plugin, string version, string task_types, DateTimeOffset until, string reason);

    [LoggerMessage(
        QuarantineEventIds.Returned,
        LogLevel.Information,
        "Plugin {plugin} {version} is tried again after its quarantine, {task_types}")]
    private partial void LogReturned(string plugin, string version, string task_types);
}
