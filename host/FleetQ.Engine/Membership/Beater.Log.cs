using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

internal sealed partial class Beater
{
    [LoggerMessage(EventIds.BeatMissed, LogLevel.Warning, "A beat of pod {PodId} had no answer.")]
    private partial void LogBeatMissed(Exception failure, PodId podId);

    [LoggerMessage(EventIds.BeatFailed, LogLevel.Error, "A beat of pod {PodId} failed in a way that it does not know.")]
    private partial void LogBeatFailed(Exception failure, PodId podId);

    [LoggerMessage(
        EventIds.PodFenced,
        LogLevel.Warning,
        "Pod {PodId} ({Incarnation}) fences itself: no beat was answered for {TrustSeconds} s. " +
        "It drops its claims, cancels their handlers and registers anew.")]
    private partial void LogPodFenced(PodId podId, string incarnation, double trustSeconds);

    [LoggerMessage(
        EventIds.PodEvicted,
        LogLevel.Warning,
        "Pod {PodId} ({Incarnation}) was evicted by the fleet. " +
        "It drops its claims, cancels their handlers and registers anew.")]
    private partial void LogPodEvicted(PodId podId, string incarnation);

    [LoggerMessage(
        EventIds.LoopsStuck,
        LogLevel.Error,
        "The pod does not beat, because these loops hang: {Loops}. Its steps go to other pods.")]
    private partial void LogLoopsStuck(string loops);

    [LoggerMessage(EventIds.RegistrationFailed, LogLevel.Warning, "The pod could not register anew; it tries again.")]
    private partial void LogRegistrationFailed(Exception failure);
}
