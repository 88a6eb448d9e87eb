using FleetQ.Engine.Model;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Leadership;

/// <summary>
/// Who is in the fleet and who leads: a pure reading of the pods' rows, made anew with each beat. Leading is a
/// preference; nothing that must be safe depends on it. Thread-safe.
/// </summary>
/// <param name="deadPodThreshold">How old a beat may be before its pod no longer counts as live.</param>
/// <param name="time">This pod's clock.</param>
/// <param name="logger">Hears of changes.</param>
public sealed partial class FleetView(TimeSpan deadPodThreshold, TimeProvider time, ILogger<FleetView> logger)
{
    private readonly ILogger<FleetView> logger = logger;
    private volatile FleetSnapshot current = FleetSnapshot.Unknown;

    /// <summary>The latest reading.</summary>
    public FleetSnapshot Current => current;

    /// <summary>Tells whether an incarnation is the leader by the latest reading.</summary>
    public bool IsLeader(PodIdentity pod) => current.Leader?.Identity == pod;

    /// <summary>Takes what a beat read.</summary>
    public void Update(Beat beat)
    {
        ArgumentNullException.ThrowIfNull(beat);
        var before = current;
        var leader = beat.Pods
            .Where(IsLive)
            .OrderBy(static pod => pod.BirthAt)
            .ThenBy(static pod => pod.Identity.PodId)
            .FirstOrDefault();
        current = new FleetSnapshot
        {
            Pods = beat.Pods,
            Leader = leader,
            ReadAt = time.GetUtcNow(),
            ReadTimestamp = time.GetTimestamp(),
            SinceRecovery = beat.SinceRecovery,
        };
        if (leader is not null && leader.Identity != before.Leader?.Identity)
        {
            LogLeaderChanged(leader.Identity.PodId, before.Leader?.Identity.PodId, beat.Pods.Count(IsLive));
        }
    }

    /// <summary>Tells whether a pod counts as live: it claims, and its beat is young by the store's clock.</summary>
    public bool IsLive(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.State is PodState.Active && pod.BeatAge <= deadPodThreshold;
    }
}
