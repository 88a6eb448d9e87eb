using System.Collections.Concurrent;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>What tests look at through a pod.</summary>
internal static class FleetLooks
{
    /// <summary>Waits until all steps have ended and returns them in the order of the ids.</summary>
    internal static async Task<IReadOnlyList<StepView>> WaitForEndsAsync(
        this FleetClient client, IReadOnlyList<string> stepIds, TimeSpan limit, CancellationToken cancellationToken)
    {
        var steps = new ConcurrentDictionary<string, StepView>();
        await Parallel.ForEachAsync(
            stepIds,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (stepId, token) => steps[stepId] = await client.WaitForEndAsync(stepId, limit, token));
        return [.. stepIds.Select(stepId => steps[stepId])];
    }

    /// <summary>Tells whether a pod's log has these words.</summary>
    internal static bool HasLogged(this HostProcess pod, string words) =>
        pod.Log.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Tells whether any pod says that it evicted this one.</summary>
    internal static bool HasEvicted(this FleetInABox fleet, string podId) => fleet.Started.Any(pod => pod.Log.Any(
        line => line.Contains("and is evicted", StringComparison.Ordinal)
            && line.Contains($"Pod {podId} ", StringComparison.Ordinal)));

    /// <summary>Reads who leads; null while this pod knows of none.</summary>
    internal static async Task<string?> FindLeaderAsync(this FleetClient client, CancellationToken cancellationToken) =>
        (await client.ReadLeaderAsync(cancellationToken)).GetProperty("current_leader").GetString();

    /// <summary>Reads the birth of each live pod.</summary>
    internal static async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadBirthsAsync(
        this FleetClient client, CancellationToken cancellationToken)
    {
        var leader = await client.ReadLeaderAsync(cancellationToken);
        return leader.GetProperty("election_details").GetProperty("eligible_pods").EnumerateArray().ToDictionary(
            pod => pod.GetProperty("pod_id").GetString()!,
            pod => pod.GetProperty("birth_ts").GetDateTimeOffset());
    }

    /// <summary>Waits until this pod counts others as live, and no more.</summary>
    internal static Task WaitForLivePodsAsync(
        this FleetClient client, IReadOnlyCollection<string> podIds, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            $"the live pods are {string.Join(", ", podIds)}",
            Eventually.Patience,
            async () => podIds.ToHashSet().SetEquals((await client.ReadBirthsAsync(cancellationToken)).Keys),
            cancellationToken);
}
