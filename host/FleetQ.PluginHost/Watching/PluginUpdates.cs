using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Quarantine;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Watching;

/// <summary>Brings a plugin's slot up to what lies in the folder. By one caller at a time.</summary>
internal sealed partial class PluginUpdates(
    PluginIntake intake,
    PluginCopier copier,
    RouteTable table,
    Retirements retirements,
    Quarantines quarantines,
    TimeProvider time,
    ILogger logger)
{
    private readonly ILogger logger = logger;

    /// <summary>Takes a plugin's files in and lets them serve, where they can.</summary>
    /// <param name="slot">The plugin.</param>
    /// <param name="stamp">What its files look like.</param>
    /// <param name="isForced">Starts it anew even where the files are those that serve.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the files still change.</returns>
    public async Task<bool> ApplyAsync(
        PluginSlot slot, string stamp, bool isForced, CancellationToken cancellationToken)
    {
        if (slot.Serving is { Plugin.IsReplaceable: false } permanent)
        {
            Compare(slot, permanent);
            return true;
        }

        if (isForced)
        {
            quarantines.Forgive(slot.Serving?.Identity.Sha256 ?? slot.Verdict.Fingerprint);
        }

        var serving = isForced ? null : slot.Serving?.Identity.Sha256;
        var result = await intake.TakeInAsync(slot.Candidate!, serving, stamp, cancellationToken)
            .ConfigureAwait(false);
        if (result.HasMoved)
        {
            return false;
        }

        slot.SetUp.Note(result.Refusal, result.Fingerprint, time);
        if (result.IsSame)
        {
            slot.Agree();
        }
        else if (result.Generation is not null)
        {
            await SwapAsync(slot, result).ConfigureAwait(false);
        }
        else
        {
            Refuse(slot, result.Refusal!, result);
        }

        return true;
    }

    /// <summary>Answers the files of a plugin that are gone.</summary>
    public void Remove(PluginSlot slot)
    {
        if (slot.Serving is { Plugin.IsReplaceable: false } permanent)
        {
            slot.Outdate(Refusal.FilesGone(permanent.Identity), PluginState.Removed);
            LogFilesGone(slot.Name, permanent.Identity.Version);
            return;
        }

        if (slot is { Serving: { } serving, Copy: { } copy })
        {
            // First: once nothing routes to it, nothing enters it any more.
            serving.Retire();
            table.Swap(slot.Name, null);
            retirements.Begin(serving, copy);
            LogRemoved(slot.Name, serving.Identity.Version);
        }

        slot.Remove();
    }

    // Code that stays for the life of the process: what changed beside it serves after a restart.
    private void Compare(PluginSlot slot, Generation permanent)
    {
        var found = Fingerprint.Find(slot.Candidate!);
        if (found == permanent.Identity.Sha256)
        {
            slot.Agree();
            return;
        }

        slot.Outdate(Refusal.RestartNeeded(permanent.Identity), PluginState.RestartNeeded);
        LogChangedOnDisk(slot.Name, permanent.Identity.Version, slot.Candidate!.Location);
    }

    private async Task SwapAsync(PluginSlot slot, IntakeResult result)
    {
        var plugin = result.Generation!;
        if (table.FindClash(slot.Name, plugin.Routes) is { } taken)
        {
            await plugin.DisposeAsync().ConfigureAwait(false);
            copier.Release(result.Copy!);
            var clash = Refusal.TypeClash(slot.Candidate!, taken.Plugin.Name, taken.TaskType.Value);
            Refuse(slot, clash, result);
            return;
        }

        var next = new Generation(plugin, quarantines.Watch(plugin), time.GetUtcNow(), result.Overrides)
        {
            Notice = result.Notice,
        };
        var (before, beforeCopy) = (slot.Serving, slot.Copy);
        slot.Serve(next, result.Copy!, result.Facts!);
        table.Swap(slot.Name, next);
        foreach (var warning in next.Warnings)
        {
            LogSettingUnused(slot.Name, next.Identity.Version, warning);
        }

        if (before is null)
        {
            LogPluginLoaded(slot.Name, next.Identity.Version, plugin.Routes.Count);
            return;
        }

        LogPluginSwapped(slot.Name, before.Identity.Version, next.Identity.Version, before.Running);
        retirements.Begin(before, beforeCopy!);
    }

    private void Refuse(PluginSlot slot, Refusal refusal, IntakeResult result)
    {
        slot.Refuse(refusal, result.Facts, result.Fingerprint);
        if (slot.Serving is null)
        {
            LogPluginRefused(slot.Name, refusal.Code, refusal.Sentence);
        }
        else
        {
            var problem = slot.Verdict.Problem!;
            LogUpdateRefused(problem.Code, problem.Sentence);
        }
    }
}
