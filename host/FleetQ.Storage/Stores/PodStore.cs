using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="IPodStore"/>
public sealed class PodStore(SqlOperations operations) : IPodStore
{
    private const string RegisterPod = "membership/register_pod";
    private const string BeatPod = "membership/beat_pod";
    private const string ListFleet = "membership/list_fleet";
    private const string ListHeld = "membership/list_held";

    /// <inheritdoc/>
    public Task<int> RegisterAsync(PodRegistration registration, CancellationToken cancellationToken) =>
        operations.TransactAsync(
            RegisterPod,
            StoreChange.Any,
            (session, token) => RegisterAsync(session, registration, token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<Beat> BeatAsync(PodIdentity pod, int running, CancellationToken cancellationToken) =>
        operations.BeatAsync(BeatPod, (session, token) => BeatAsync(session, pod, running, token), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DrainAsync(PodIdentity pod, CancellationToken cancellationToken) =>
        ChangeAsync("membership/drain_pod", pod, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> LeaveAsync(PodIdentity pod, CancellationToken cancellationToken) =>
        ChangeAsync("membership/leave_pod", pod, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldClaim>> ListHeldAsync(
        PodIdentity pod, TimeSpan claimedBefore, CancellationToken cancellationToken) =>
        operations.ReadAsync(
            ListHeld,
            (session, token) => session.QueryAsync(
                ListHeld,
                [.. ValuesOf(pod), ("age_ms", (long)claimedBefore.TotalMilliseconds)],
                static row => new HeldClaim(ClaimRow.ReadKey(row), row.Span("age_ms")),
                token),
            cancellationToken);

    private static async Task<int> RegisterAsync(
        SqlSession session, PodRegistration registration, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            RegisterPod + ".1",
            [
                .. ValuesOf(registration.Identity),
                ("capacity_max", registration.CapacityMax),
                ("version", registration.Version),
                ("host_name", registration.HostName),
                ("task_types", SqlJson.ArrayOf(registration.TaskTypes.Select(static type => type.Value))),
                ("plugins", registration.Plugins),
            ],
            cancellationToken);
        return await session.ExecuteAsync(
            RegisterPod + ".2",
            [.. ValuesOf(registration.Identity), ("is_new_process", registration.IsNewProcess ? 1 : 0)],
            cancellationToken);
    }

    private static async Task<Beat> BeatAsync(
        SqlSession session, PodIdentity pod, int running, CancellationToken cancellationToken)
    {
        var changed = await session.ExecuteAsync(BeatPod, [.. ValuesOf(pod), ("running", running)], cancellationToken);
        var fleet = await session.QueryAsync(ListFleet, [], FleetRow.Read, cancellationToken);
        var own = fleet.FirstOrDefault(row => row.Pod.Identity == pod);
        return new Beat(
            IsKnown: changed == 1,
            own?.Attention ?? 0,
            [.. fleet.Select(static row => row.Pod)],
            fleet.Count == 0 ? null : fleet[0].SinceRecovery);
    }

    private Task<bool> ChangeAsync(string name, PodIdentity pod, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            name,
            StoreChange.None,
            async (session, token) => await session.ExecuteAsync(name, ValuesOf(pod), token) == 1,
            cancellationToken);

    private static (string Name, object? Value)[] ValuesOf(PodIdentity pod) =>
        [("pod_id", pod.PodId.Value), ("incarnation", pod.Incarnation)];
}
