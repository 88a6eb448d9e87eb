using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Running;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Decides what becomes of an attempt whose process ended under it.</summary>
internal sealed partial class Blame(string plugin, Suspects suspects, ILogger logger)
{
    /// <summary>The error type of a step that took its process down.</summary>
    public const string PluginCrashed = "plugin_crashed";

    private readonly ILogger logger = logger;

    /// <summary>Decides.</summary>
    /// <param name="run">The attempt.</param>
    /// <param name="end">How the process ended.</param>
    /// <param name="wasAlone">Whether nothing else ran in it.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    /// <returns>Blamed, it failed; else it is given back without using an attempt.</returns>
    /// <exception cref="OperationCanceledException">It was to end anyway.</exception>
    public AttemptResult Judge(ChildRun run, ChildEnd end, bool wasAlone, CancellationToken cancellationToken)
    {
        var claim = run.Attempt.Claim;
        var isInnocent = end.IsWanted || (end.Culprit is { } culprit && culprit != run.Number);
        var isBlamed = !isInnocent && wasAlone && end.Culprit is null;
        if (!isInnocent)
        {
            Suspect(claim, isBlamed, end);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return isBlamed ? AttemptResults.Retry(ErrorOf(end)) : new AttemptResult { End = AttemptEnd.Released };
    }

    /// <summary>Notes that a process had no memory left.</summary>
    public void NoteExhaustion(int processId, int? limitMb) => LogMemoryExhausted(plugin, processId, limitMb);

    // Also who is blamed already runs alone until it ends, so that its retries take nobody along.
    private void Suspect(Claim claim, bool isBlamed, ChildEnd end)
    {
        if (isBlamed)
        {
            LogStepBlamed(claim.Key.StepId, claim.TaskType, plugin, end.How);
        }
        else
        {
            LogStepSuspected(claim.Key.StepId, claim.TaskType, plugin);
        }

        if (isBlamed && !claim.HasRetriesLeft)
        {
            suspects.Remove(claim.Key.StepId);
        }
        else
        {
            suspects.Add(claim.Key.StepId);
        }
    }

    private StepError ErrorOf(ChildEnd end) => StepError.Of(
        $"The process of plugin '{plugin}' {end.How}, while only this step ran in it.", PluginCrashed, end.LastLines);
}
