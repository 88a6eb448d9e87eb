using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IPodStore
{
    public Task<int> RegisterAsync(PodRegistration registration, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Register, () => RegisterNeedsLock(registration), cancellationToken);

    public Task<Beat> BeatAsync(PodIdentity pod, int running, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Beat, () => BeatNeedsLock(pod, running), cancellationToken);

    public Task<bool> DrainAsync(PodIdentity pod, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Drain, () => DrainNeedsLock(pod), cancellationToken);

    public Task<bool> LeaveAsync(PodIdentity pod, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Leave, () => LeaveNeedsLock(pod), cancellationToken);

    public Task<IReadOnlyList<HeldClaim>> ListHeldAsync(
        PodIdentity pod, TimeSpan claimedBefore, CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.ListHeld, () => ListHeldNeedsLock(pod, claimedBefore), cancellationToken);

    // A registration whose answer was lost is repeated; the same incarnation is not put out by itself.
    private int RegisterNeedsLock(PodRegistration registration)
    {
        var identity = registration.Identity;
        if (pods.GetValueOrDefault(identity.PodId) is { } known && known.Identity == identity)
        {
            known.Registration = registration;
            known.BeatMs = NowMs;
            return 0;
        }

        pods[identity.PodId] = new MemoryPod(registration, NowMs);
        var held = open.Values
            .Where(row => row.Status is StepStatus.Claimed && row.ClaimedBy!.PodId == identity.PodId).ToList();
        held.ForEach(row => ReturnNeedsLock(row, registration.IsNewProcess));
        return held.Count;
    }

    private Beat BeatNeedsLock(PodIdentity identity, int running)
    {
        var nowMs = NowMs;
        var own = FindHolderNeedsLock(identity) ?? ReviveNeedsLock(identity);
        if (own is not null)
        {
            own.Beat++;
            own.BeatMs = nowMs;
            own.Running = running;
        }

        var fleet = pods.Values.Where(static pod => pod.State.HoldsClaims())
            .OrderBy(static pod => pod.BirthMs).ThenBy(static pod => pod.Identity.PodId)
            .Select(pod => pod.ToPod(nowMs));
        return new Beat(own is not null, own?.Attention ?? 0, [.. fleet], SinceRecoveryNeedsLock(nowMs));
    }

    private MemoryPod? ReviveNeedsLock(PodIdentity identity)
    {
        if (!Has(StoreWeaknesses.RevivesByBeat)
            || pods.GetValueOrDefault(identity.PodId) is not { } pod
            || pod.Identity != identity)
        {
            return null;
        }

        pod.State = PodState.Active;
        return pod;
    }

    private TimeSpan? SinceRecoveryNeedsLock(long nowMs) =>
        tables.LastRecoveryMs is { } at ? TimeSpan.FromMilliseconds(nowMs - at) : null;

    private bool DrainNeedsLock(PodIdentity identity)
    {
        if (FindHolderNeedsLock(identity) is not { } pod)
        {
            return false;
        }

        pod.State = PodState.Draining;
        return true;
    }

    private bool LeaveNeedsLock(PodIdentity identity)
    {
        if (FindHolderNeedsLock(identity) is { } pod)
        {
            pod.State = PodState.Left;
            pod.LeftMs = NowMs;
            return true;
        }

        return pods.GetValueOrDefault(identity.PodId) is { State: PodState.Left } left && left.Identity == identity;
    }

    private IReadOnlyList<HeldClaim> ListHeldNeedsLock(PodIdentity identity, TimeSpan claimedBefore)
    {
        var nowMs = NowMs;
        return
        [
            .. open.Values.Where(row => row.Status is StepStatus.Claimed && row.ClaimedBy == identity)
                .Select(row => new HeldClaim(row.Key, TimeSpan.FromMilliseconds(nowMs - row.ClaimedMs!.Value)))
                .Where(held => held.Age >= claimedBefore),
        ];
    }
}
