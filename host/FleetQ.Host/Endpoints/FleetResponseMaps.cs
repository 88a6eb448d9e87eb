using FleetQ.Engine.Model;
using FleetQ.Engine.Recovery;
using FleetQ.Host.Contracts;

namespace FleetQ.Host.Endpoints;

/// <summary>Shows the fleet as the contract does.</summary>
internal static class FleetResponseMaps
{
    public static QueueResponse ToResponse(this QueueCounts counts, FleetReading fleet)
    {
        long Of(StepStatus status) => counts.ByStatus.GetValueOrDefault(status);

        return new QueueResponse
        {
            PendingSteps = Of(StepStatus.Pending),
            ClaimedSteps = Of(StepStatus.Claimed),
            CompletedSteps = Of(StepStatus.Completed),
            FailedSteps = Of(StepStatus.Failed),
            ActivePods = fleet.Live.Count,
            CurrentLeader = fleet.Leader?.Identity.PodId.Value,
            QueueDepthByPriority = counts.WaitingByPriority
                .OrderByDescending(static pair => pair.Key)
                .ToDictionary(
                    static pair => pair.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    static pair => pair.Value),
            StepsByType = counts.OpenByType
                .GroupBy(static count => count.TaskType.Value, StringComparer.Ordinal)
                .ToDictionary(static type => type.Key, static type => type.Sum(static count => count.Steps)),
            PodCapacity = fleet.Live.ToDictionary(
                static pod => pod.Identity.PodId.Value, static pod => new PodCapacity(pod.Running, pod.CapacityMax)),
            Blocked = Of(StepStatus.Blocked),
            Scheduled = Of(StepStatus.Scheduled),
            Pending = Of(StepStatus.Pending),
            Claimed = Of(StepStatus.Claimed),
            Completed = Of(StepStatus.Completed),
            Failed = Of(StepStatus.Failed),
            Cancelled = Of(StepStatus.Cancelled),
            Expired = Of(StepStatus.Expired),
        };
    }

    public static LeaderResponse ToLeaderResponse(this FleetReading fleet, HostIdentity host, PodIdentity? pod)
    {
        var leader = fleet.Leader?.Identity.PodId.Value;
        var eligible = fleet.Live.Select(live => new EligiblePod(
            live.Identity.PodId.Value, live.BirthAt, live.BeatAt, fleet.IsLeader(live.Identity)));
        return new LeaderResponse
        {
            CurrentLeader = leader,
            LeaderBirthTs = fleet.Leader?.BirthAt,
            ActivePods = fleet.Live.Count,
            LastElectionCheck = fleet.ReadAt,
            ElectionDetails = new ElectionDetails([.. eligible]),
            LeaderPodId = leader,
            ThisPodId = host.PodId.Value,
            IsLeader = fleet.IsLeader(pod),
            TotalAlivePods = fleet.Live.Count,
            AlivePods = [.. fleet.Live.Select(static live => live.Identity.PodId.Value)],
        };
    }

    public static PodsResponse ToPodsResponse(this FleetReading fleet)
    {
        var pods = fleet.Pods.Select(pod => new PodResponse
        {
            PodId = pod.Identity.PodId.Value,
            Incarnation = pod.Identity.Incarnation,
            State = pod.State.ToWord(),
            IsAlive = fleet.Live.Contains(pod),
            IsLeader = fleet.IsLeader(pod.Identity),
            BirthTs = pod.BirthAt,
            LastHeartbeatTs = pod.BeatAt,
            HeartbeatAgeSeconds = Math.Round(pod.BeatAge.TotalSeconds, 3),
            CurrentCapacity = pod.Running,
            MaxCapacity = pod.CapacityMax,
            Version = pod.Version,
            HostName = pod.HostName,
            TaskTypes = pod.TaskTypes,
        });
        return new PodsResponse([.. pods], fleet.Pods.Count);
    }

    public static RecoveryResponse ToResponse(this RecoveryReport report, bool isDryRun) => new(
        "completed",
        isDryRun
            ? $"Recovery would return {report.Returned} steps and fail {report.Failed}; nothing was changed"
            : $"Recovery returned {report.Returned} steps and failed {report.Failed}",
        new RecoverySummary
        {
            CycleId = report.CycleId,
            DeadPodsFound = report.DeadPods.Count,
            OrphanedStepsFound = report.Orphans,
            StepsRequeued = report.Returned,
            StepsMarkedTerminal = report.Failed,
            DurationMs = Math.Round(report.Duration.TotalMilliseconds, 3),
            DeadPods = [.. report.DeadPods.Select(static pod => pod.Value)],
            RequeuedSteps = [.. report.ReturnedSteps.Select(static step => step.Value)],
            TerminalSteps = [.. report.FailedSteps.Select(static step => step.Value)],
        },
        new RecoveryStats(report.DeadPods.Count, report.Orphans, report.Returned, report.Failed));
}
