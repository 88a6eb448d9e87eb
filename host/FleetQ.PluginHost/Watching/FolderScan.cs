using System.Collections.Concurrent;
using FleetQ.PluginHost.Discovery;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Watching;

/// <summary>
/// Compares the folder with what is known of it, and hands on each plugin whose files changed and then stood still.
/// </summary>
internal sealed partial class FolderScan(
    PluginHostOptions options, PluginUpdates updates, TimeProvider time, ILogger logger)
{
    private readonly ILogger logger = logger;
    private readonly ConcurrentDictionary<string, PluginSlot> slots = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>All plugins that were ever seen, by name in ordinal order.</summary>
    public IReadOnlyList<PluginSlot> Slots =>
        [.. slots.Values.OrderBy(static slot => slot.Name, StringComparer.Ordinal)];

    /// <summary>How long until the files of some plugin stood still for long enough; null when none changes.</summary>
    public TimeSpan? FindWait()
    {
        var wait = slots.Values.Min(slot => slot.FindWait(options.QuietPeriod, time));
        return wait is { } some && some < options.ScanInterval ? Max(some, TimeSpan.Zero) : null;
    }

    /// <summary>Looks once. By one caller at a time.</summary>
    /// <returns>True when something is reported differently now.</returns>
    public async Task<bool> RunAsync(TimeSpan quiet, CancellationToken cancellationToken)
    {
        if (FindCandidates() is not { } candidates)
        {
            return false;
        }

        var hasChanged = false;
        foreach (var candidate in candidates)
        {
            var slot = slots.GetOrAdd(candidate.Name, static name => new PluginSlot(name));
            slot.Candidate = candidate;
            var stamp = StampOf(candidate);
            if (slot.SetUp.IsDue(options.Quarantine, time))
            {
                slot.JudgeAgain();
            }

            if (slot.IsDue(stamp, quiet, time)
                && await ApplyAsync(slot, stamp, isForced: false, cancellationToken).ConfigureAwait(false))
            {
                hasChanged = true;
            }
        }

        foreach (var slot in Slots.Where(slot => !candidates.Any(candidate => candidate.Name == slot.Name)))
        {
            if (slot.IsDue(PluginStamp.Absent, quiet, time))
            {
                updates.Remove(slot);
                slot.Judge(PluginStamp.Absent);
                JudgeClashesAgain();
                hasChanged = true;
            }
        }

        return hasChanged;
    }

    /// <summary>Loads one plugin anew. By one caller at a time.</summary>
    public async Task<PluginReloadOutcome> ReloadAsync(string name, CancellationToken cancellationToken)
    {
        if (FindCandidates()?.FirstOrDefault(candidate => candidate.Name == name) is not { } candidate)
        {
            return PluginReloadOutcome.NotFound;
        }

        var slot = slots.GetOrAdd(name, static name => new PluginSlot(name));
        slot.Candidate = candidate;
        var before = slot.Serving;
        if (!await ApplyAsync(slot, StampOf(candidate), isForced: true, cancellationToken).ConfigureAwait(false))
        {
            return PluginReloadOutcome.StillChanging;
        }

        if (before is { Plugin.IsReplaceable: false } permanent)
        {
            return permanent.Guard.Return() ? PluginReloadOutcome.Returned : PluginReloadOutcome.Permanent;
        }

        return slot.Verdict.Problem is null ? PluginReloadOutcome.Reloaded : PluginReloadOutcome.Refused;
    }

    private async Task<bool> ApplyAsync(
        PluginSlot slot, string stamp, bool isForced, CancellationToken cancellationToken)
    {
        if (!await updates.ApplyAsync(slot, stamp, isForced, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        slot.Judge(stamp);
        if (slot.Verdict.Problem is null)
        {
            JudgeClashesAgain();
        }

        return true;
    }

    // A task type may be free now.
    private void JudgeClashesAgain()
    {
        foreach (var slot in slots.Values.Where(static slot => slot.Verdict.Problem?.Code == RefusalCodes.TypeClash))
        {
            slot.JudgeAgain();
        }
    }

    private string StampOf(PluginCandidate candidate) => string.Concat(
        PluginStamp.Of(candidate), StampOfFile(options.AllowListFile), StampOfFile(options.PublisherKeysFile));

    private static string? StampOfFile(string? path) => path is null ? null : PluginStamp.Of(path);

    // A folder that cannot be read now, a volume that is away for instance, removes nothing.
    private IReadOnlyList<PluginCandidate>? FindCandidates()
    {
        try
        {
            var folder = PluginFolder.Scan(options.Folder);
            foreach (var file in folder.IgnoredLoneDlls.Where(told.Add))
            {
                LogLoneDllIgnored(file);
            }

            return folder.Candidates;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var path = Path.GetFullPath(options.Folder);
            if (told.Add(path))
            {
                LogFolderUnreadable(path, failure.Message);
            }

            return null;
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
