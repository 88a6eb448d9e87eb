using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Engine.Recovery;

/// <summary>
/// Watches the beats of all pods through this pod's own good reads. A pod is silent when its beat stayed the same
/// through reads that span the whole threshold, so no clock but this pod's monotonic one is trusted. Thread-safe.
/// </summary>
/// <remarks>
/// After an outage of the watcher, its own or the store's, everybody looks silent: the watch then starts anew, so an
/// outage kills nobody.
/// </remarks>
public sealed class SilenceWatch(RecoveryOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private Dictionary<PodIdentity, (long Beat, long Since)> watched = [];
    private long? lastReadAt;

    // Two beats, or a third of a long threshold: a single slow read is no outage.
    private readonly TimeSpan outageAfter =
        TimeSpan.FromTicks(Math.Max(2 * options.HeartbeatInterval.Ticks, options.DeadPodThreshold.Ticks / 3));

    /// <summary>Takes one good read of all pods.</summary>
    public void Observe(IReadOnlyList<Pod> pods)
    {
        ArgumentNullException.ThrowIfNull(pods);
        lock (gate)
        {
            var now = time.GetTimestamp();
            var startsAnew = lastReadAt is not { } last || time.GetElapsedTime(last, now) > outageAfter;
            watched = pods.ToDictionary(
                static pod => pod.Identity,
                pod => !startsAnew && watched.TryGetValue(pod.Identity, out var seen) && seen.Beat == pod.Beat
                    ? seen
                    : (pod.Beat, now));
            lastReadAt = now;
        }
    }

    /// <summary>The pods that were silent over the whole threshold; none when this pod has not read of late.</summary>
    public IReadOnlyList<SilentPod> FindSilent()
    {
        lock (gate)
        {
            if (lastReadAt is not { } last || time.GetElapsedTime(last) > outageAfter)
            {
                return [];
            }

            return [.. watched
                .Where(pair => time.GetElapsedTime(pair.Value.Since, last) >= options.DeadPodThreshold)
                .Select(static pair => new SilentPod(pair.Key, pair.Value.Beat))];
        }
    }
}
