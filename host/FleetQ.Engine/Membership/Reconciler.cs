using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

/// <summary>
/// Compares what the store says the pod holds with what it does hold. A claim whose answer was lost is given back:
/// otherwise its step would stand still for ever under a healthy pod. A claim that somebody ended is dropped, and its
/// handler's token cancelled.
/// </summary>
internal sealed partial class Reconciler(
    IPodStore store,
    Dispatcher dispatcher,
    Completer completer,
    MembershipOptions options,
    LoopWatch loops,
    FleetMetrics metrics,
    TimeProvider time,
    ILogger<Reconciler> logger)
{
    private readonly ILogger<Reconciler> logger = logger;
    private readonly WakeSignal signal = new(time);
    private readonly LoopPulse pulse = loops.Get("reconcile");
    private volatile PodIdentity? identity;
    private Dictionary<ClaimKey, long> unknownSince = [];

    /// <summary>Reconciles soon, as this incarnation. Returns at once.</summary>
    public void Request(PodIdentity pod)
    {
        identity = pod;
        signal.Set();
    }

    /// <summary>Reconciles at each request until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                pulse.Idle();
                await signal.WaitAsync(Timeout.InfiniteTimeSpan, stopping);
                pulse.Working();
                if (identity is { } pod)
                {
                    await TryReconcileAsync(pod, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            pulse.Idle();
        }
    }

    private async Task TryReconcileAsync(PodIdentity pod, CancellationToken stopping)
    {
        try
        {
            await ReconcileAsync(pod, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            LogReconcileFailed(failure);
        }
    }

    private async Task ReconcileAsync(PodIdentity pod, CancellationToken stopping)
    {
        var heldBefore = dispatcher.Held;
        var inStore = await store.ListHeldAsync(pod, TimeSpan.Zero, stopping);
        var heldAfter = dispatcher.Held.ToHashSet();
        var keysInStore = inStore.Select(static claim => claim.Key).ToHashSet();

        // Held before and after the read, and not in it: somebody ended the claim. One that ends by itself at this
        // moment is only dropped twice.
        var lost = heldBefore
            .Where(key => heldAfter.Contains(key) && !keysInStore.Contains(key))
            .Count(dispatcher.Lose);
        var unknown = FindUnknown(inStore, heldAfter);

        // At once, so that they share a write.
        await Task.WhenAll(unknown.Select(claim => completer.RecordAsync(
            new Outcome { Key = claim.Key, Kind = OutcomeKind.Released }, static () => false, stopping)));
        metrics.Reconciled.Add(unknown.Count);
        if (lost + unknown.Count > 0)
        {
            LogClaimsReconciled(lost, unknown.Count);
        }
    }

    // Old by the store's clock and unknown for as long by this pod's own: the one may jump while the answer of a claim
    // is on its way, and the claim would be given back and run all the same.
    private List<HeldClaim> FindUnknown(IReadOnlyList<HeldClaim> inStore, HashSet<ClaimKey> held)
    {
        var now = time.GetTimestamp();
        unknownSince = inStore.Where(claim => !held.Contains(claim.Key))
            .ToDictionary(static claim => claim.Key, claim => unknownSince.GetValueOrDefault(claim.Key, now));
        return
        [
            .. inStore.Where(claim => claim.Age >= options.ReconcileGrace
                && unknownSince.TryGetValue(claim.Key, out var since)
                && time.GetElapsedTime(since, now) >= options.ReconcileGrace),
        ];
    }
}
