using FleetQ.Engine.Model;

namespace FleetQ.Host;

internal sealed partial class PodLifetime
{
    [LoggerMessage(
        HostEventIds.HostListens,
        LogLevel.Information,
        "FleetQ {Version} listens on {Url}. Pod {PodId}, capacity {Capacity}, {TaskTypes} task types.")]
    private partial void LogHostListens(string version, string url, PodId podId, int capacity, int taskTypes);

    [LoggerMessage(HostEventIds.HostStops, LogLevel.Information, "Pod {PodId} stops.")]
    private partial void LogHostStops(PodId podId);

    [LoggerMessage(
        HostEventIds.EverybodyIsAdmin,
        LogLevel.Warning,
        "Everybody who can reach this host may do everything, as {Setting} says.")]
    private partial void LogEverybodyIsAdmin(string setting);
}
