using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

public sealed partial class PodRuntime
{
    [LoggerMessage(
        EventIds.PodRegistered,
        LogLevel.Information,
        "Pod {PodId} registered as {Incarnation}: capacity {Capacity}, {TaskTypes} task types; " +
        "{Returned} steps of its former incarnation were returned.")]
    private partial void LogPodRegistered(PodId podId, string incarnation, int capacity, int taskTypes, int returned);

    [LoggerMessage(
        EventIds.PodDraining,
        LogLevel.Information,
        "Pod {PodId} drains: {Running} steps run and have {PatienceSeconds} s to finish; the rest is given back.")]
    private partial void LogPodDraining(PodId podId, int running, double patienceSeconds);

    [LoggerMessage(
        EventIds.DrainIncomplete,
        LogLevel.Warning,
        "{Left} steps could not be settled before the pod left; recovery returns them.")]
    private partial void LogDrainIncomplete(int left);

    [LoggerMessage(EventIds.PodLeft, LogLevel.Information, "Pod {PodId} left.")]
    private partial void LogPodLeft(PodId podId);

    [LoggerMessage(
        EventIds.FarewellFailed,
        LogLevel.Warning,
        "Pod {PodId} could not tell the store that it goes; recovery finds it silent.")]
    private partial void LogFarewellFailed(Exception failure, PodId podId);
}
