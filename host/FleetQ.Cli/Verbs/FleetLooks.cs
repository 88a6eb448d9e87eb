using FleetQ.Client;

namespace FleetQ.Cli.Verbs;

/// <summary>Looks at the fleet again and again, and tells how fast it goes.</summary>
internal sealed class FleetLooks(FleetQClient client, TimeProvider time)
{
    private long? lookedAt;
    private long endedBefore;

    public async Task<FleetLook> LookAsync(CancellationToken cancellationToken)
    {
        var queue = await client.Fleet.GetQueueAsync(cancellationToken);
        var pods = await client.Fleet.ListPodsAsync(cancellationToken);
        var ended = queue.Completed + queue.Failed + queue.Cancelled + queue.Expired;
        var seconds = lookedAt is { } earlier ? time.GetElapsedTime(earlier).TotalSeconds : (double?)null;
        // The leader prunes what ended long ago, so the count may fall.
        var rate = seconds is > 0 ? Math.Max(0, ended - endedBefore) / seconds : null;
        lookedAt = time.GetTimestamp();
        endedBefore = ended;
        return new FleetLook(queue, pods, rate);
    }
}

/// <summary>The fleet at one moment.</summary>
/// <param name="Queue">How much there is to do.</param>
/// <param name="Pods">Who does it.</param>
/// <param name="EndedPerSecond">Since the look before; null at the first.</param>
internal sealed record FleetLook(QueueDetails Queue, IReadOnlyList<PodDetails> Pods, double? EndedPerSecond);
