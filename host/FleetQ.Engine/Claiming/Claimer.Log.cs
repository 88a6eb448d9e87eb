using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Claiming;

public sealed partial class Claimer
{
    [LoggerMessage(
        EventIds.StepsClaimed,
        LogLevel.Debug,
        "Claimed steps: requested {RequestedCount}, claimed {ClaimedCount}, room left {AvailableCapacity}, " +
        "in {DurationMs} ms, others were faster or nothing was left: {ConflictOccurred}.")]
    private partial void LogStepsClaimed(
        int requestedCount, int claimedCount, int availableCapacity, double durationMs, bool conflictOccurred);

    [LoggerMessage(EventIds.ClaimFailed, LogLevel.Warning, "The claim had no answer; the pod looks again.")]
    private partial void LogClaimFailed(Exception failure);

    [LoggerMessage(
        EventIds.ClaimLoopFailed,
        LogLevel.Error,
        "The claim loop failed in a way that it does not know; it goes on.")]
    private partial void LogClaimLoopFailed(Exception failure);

    [LoggerMessage(
        EventIds.ClaimTooLarge,
        LogLevel.Error,
        "The store gave {Claimed} steps where {Limit} were asked for; all are run.")]
    private partial void LogClaimTooLarge(int claimed, int limit);

    [LoggerMessage(EventIds.StepsAdvanced, LogLevel.Debug, "{Promoted} steps became due, {Expired} expired.")]
    private partial void LogStepsAdvanced(int promoted, int expired);
}
