using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Recovery;

public sealed partial class RecoveryRunner
{
    [LoggerMessage(
        EventIds.PodFoundDead,
        LogLevel.Warning,
        "Pod {PodId} ({Incarnation}) did not beat for {ThresholdSeconds} s and is evicted; its steps are returned.")]
    private partial void LogPodFoundDead(PodId podId, string incarnation, double thresholdSeconds);

    [LoggerMessage(
        EventId = EventIds.RecoveryEnded,
        Message = "Recovery cycle {CycleId} ended: dead pods {DeadPods}, orphaned steps {OrphanedSteps}, " +
            "returned {RequeuedSteps}, failed {TerminalSteps}, in {DurationMs} ms.")]
    private partial void LogRecoveryEnded(
        LogLevel level,
        string cycleId,
        int deadPods,
        int orphanedSteps,
        int requeuedSteps,
        int terminalSteps,
        double durationMs);

    [LoggerMessage(
        EventIds.StepsPruned,
        LogLevel.Debug,
        "{Steps} {Status} steps were older than their retention and are deleted.")]
    private partial void LogStepsPruned(int steps, string status);
}
