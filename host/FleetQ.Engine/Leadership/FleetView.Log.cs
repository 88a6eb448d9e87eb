using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Leadership;

public sealed partial class FleetView
{
    [LoggerMessage(
        EventIds.LeaderChanged,
        LogLevel.Information,
        "The leader is {CurrentLeader}, before it was {FormerLeader}; {ActivePods} pods are live.")]
    private partial void LogLeaderChanged(PodId currentLeader, PodId? formerLeader, int activePods);
}
