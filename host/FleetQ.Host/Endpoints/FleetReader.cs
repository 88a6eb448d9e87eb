using FleetQ.Engine.Leadership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Host.Endpoints;

/// <summary>Reads the fleet from the store for people, who should not wait for the next beat to see a change.</summary>
internal sealed class FleetReader(IReadStore store, FleetView view, TimeProvider time)
{
    public async Task<FleetReading> ReadAsync(CancellationToken cancellationToken)
    {
        var pods = await store.ListPodsAsync(cancellationToken);
        var live = pods
            .Where(view.IsLive)
            .OrderBy(static pod => pod.BirthAt)
            .ThenBy(static pod => pod.Identity.PodId)
            .ToArray();
        return new FleetReading(pods, live, time.GetUtcNow());
    }
}

/// <summary>The fleet as it was just read.</summary>
/// <param name="Pods">All pods whose rows are kept.</param>
/// <param name="Live">Those that count as live, oldest first.</param>
/// <param name="ReadAt">When, by this pod's clock.</param>
internal sealed record FleetReading(IReadOnlyList<Pod> Pods, IReadOnlyList<Pod> Live, DateTimeOffset ReadAt)
{
    /// <summary>The oldest live pod; null when there is none.</summary>
    public Pod? Leader => Live.Count > 0 ? Live[0] : null;

    public bool IsLeader(PodIdentity? pod) => pod is not null && Leader?.Identity == pod;
}
