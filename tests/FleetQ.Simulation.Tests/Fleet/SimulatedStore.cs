using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>One process' ports of the store: each call goes over its link, and the checker sees each answer.</summary>
internal sealed class SimulatedStore(
    StoreHandle store, StoreLink link, Checker checker, SimulatedPod pod, Mutant mutant)
    : ISubmissionStore, IClaimStore, ICompletionStore, IPodStore, IRecoveryStore, IReadStore, IOperatorStore
{
    private Beat? lastBeat;

    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(IReadOnlyList<NewStep> steps, CancellationToken token) =>
        Ask(StoreOperations.Submit, () => store.Submission.SubmitAsync(steps, CancellationToken.None), token);

    public Task<IReadOnlyList<SubmitAnswer>> SubmitAllAsync(IReadOnlyList<NewStep> steps, CancellationToken token) =>
        Ask(StoreOperations.SubmitAll, () => store.Submission.SubmitAllAsync(steps, CancellationToken.None), token);

    public Task<int> CountWaitingAsync(int limit, CancellationToken token) =>
        Ask(
            StoreOperations.CountWaiting,
            () => store.Submission.CountWaitingAsync(limit, CancellationToken.None),
            token);

    public Task<IReadOnlyList<Claim>> ClaimAsync(ClaimRequest request, CancellationToken token) => Ask(
        StoreOperations.Claim,
        () => store.Claims.ClaimAsync(request, CancellationToken.None),
        token,
        claims => checker.OnClaimed(request, claims));

    public Task<DueSteps> AdvanceDueAsync(int limit, CancellationToken token) =>
        Ask(StoreOperations.AdvanceDue, () => store.Claims.AdvanceDueAsync(limit, CancellationToken.None), token);

    public Task<IReadOnlySet<ClaimKey>> RecordAsync(IReadOnlyList<Outcome> outcomes, CancellationToken token) => Ask(
        StoreOperations.Record,
        () => store.Completion.RecordAsync(outcomes, CancellationToken.None),
        token,
        recorded => checker.OnRecorded(outcomes, recorded));

    public Task<IReadOnlySet<ClaimKey>> FindRecordedAsync(IReadOnlyList<Outcome> outcomes, CancellationToken token) =>
        Ask(
            StoreOperations.FindRecorded,
            () => store.Completion.FindRecordedAsync(outcomes, CancellationToken.None),
            token);

    public Task<IReadOnlySet<ClaimKey>> ReportProgressAsync(
        IReadOnlyList<ProgressReport> reports, CancellationToken token) => Ask(
            StoreOperations.ReportProgress,
            () => store.Completion.ReportProgressAsync(reports, CancellationToken.None),
            token);

    public Task<int> RegisterAsync(PodRegistration registration, CancellationToken token) => Ask(
        StoreOperations.Register,
        () => store.Pods.RegisterAsync(registration, CancellationToken.None),
        token,
        returned => checker.OnRegistered(pod, registration, returned));

    public async Task<Beat> BeatAsync(PodIdentity pod, int running, CancellationToken token)
    {
        var asked = Ask(StoreOperations.Beat, () => store.Pods.BeatAsync(pod, running, CancellationToken.None), token);
        if (mutant is Mutant.NoSelfFence && lastBeat is { } known)
        {
            // The pod believes that each beat arrives.
            _ = NoteAsync(asked);
            return known;
        }

        var beat = lastBeat = await asked;
        return mutant is Mutant.NoRecoveryFallback ? beat with { SinceRecovery = TimeSpan.Zero }
            : link.Plan.EveryoneLeads ? beat with { SinceRecovery = TimeSpan.FromHours(1) }
            : beat;
    }

    public Task<bool> DrainAsync(PodIdentity pod, CancellationToken token) =>
        Ask(StoreOperations.Drain, () => store.Pods.DrainAsync(pod, CancellationToken.None), token);

    public Task<bool> LeaveAsync(PodIdentity pod, CancellationToken token) => Ask(
        StoreOperations.Leave,
        () => store.Pods.LeaveAsync(pod, CancellationToken.None),
        token,
        hasLeft => checker.OnLeft(pod, hasLeft));

    public Task<IReadOnlyList<HeldClaim>> ListHeldAsync(
        PodIdentity pod, TimeSpan claimedBefore, CancellationToken token) =>
        mutant is Mutant.NoReconcile
            ? Task.FromException<IReadOnlyList<HeldClaim>>(
                new StoreUnavailableException(StoreOperations.ListHeld, "Wait.", new TimeoutException("A mutant.")))
            : Ask(
                StoreOperations.ListHeld,
                () => store.Pods.ListHeldAsync(pod, claimedBefore, CancellationToken.None),
                token);

    public Task<IReadOnlyList<PodIdentity>> EvictAsync(
        IReadOnlyList<SilentPod> pods, TimeSpan threshold, CancellationToken token) => Ask(
            StoreOperations.Evict,
            () => store.Recovery.EvictAsync(pods, threshold, CancellationToken.None),
            token,
            checker.OnEvicted);

    public async Task<IReadOnlyList<SequencedOrphan>> ListOrphansAsync(
        IReadOnlyList<PodIdentity> presumedDead, long afterSequence, int limit, CancellationToken token)
    {
        if (mutant is Mutant.DeathByAge)
        {
            var all = await ListPodsAsync(token);
            var old = all.Where(static pod => pod.State.HoldsClaims())
                .Select(static pod => new SilentPod(pod.Identity, pod.Beat));
            await EvictAsync([.. old], pod.Options.Recovery.DeadPodThreshold, token);
        }

        return await Ask(
            StoreOperations.ListOrphans,
            () => store.Recovery.ListOrphansAsync(presumedDead, afterSequence, limit, CancellationToken.None),
            token);
    }

    public Task<IReadOnlyList<ReturnedStep>> ReturnAsync(IReadOnlyList<ClaimKey> orphans, CancellationToken token) =>
        Ask(
            StoreOperations.Return,
            () => store.Recovery.ReturnAsync(orphans, CancellationToken.None),
            token,
            checker.OnReturned);

    public Task<int> PruneAsync(StepStatus status, TimeSpan age, int limit, CancellationToken token) =>
        Ask(StoreOperations.Prune, () => store.Recovery.PruneAsync(status, age, limit, CancellationToken.None), token);

    public Task<int> ForgetPodsAsync(TimeSpan age, CancellationToken token) =>
        Ask(StoreOperations.ForgetPods, () => store.Recovery.ForgetPodsAsync(age, CancellationToken.None), token);

    public Task RecordPassAsync(CancellationToken token) => Ask(
        StoreOperations.RecordPass,
        async () =>
        {
            await store.Recovery.RecordPassAsync(CancellationToken.None);
            return true;
        },
        token);

    public Task<Step?> FindStepAsync(StepId stepId, CancellationToken token) =>
        Ask(StoreOperations.FindStep, () => store.Reading.FindStepAsync(stepId, CancellationToken.None), token);

    public Task<IReadOnlyList<Step>> SearchStepsAsync(StepQuery query, CancellationToken token) =>
        Ask(StoreOperations.SearchSteps, () => store.Reading.SearchStepsAsync(query, CancellationToken.None), token);

    public Task<IReadOnlySet<StepId>> ListEndedAsync(IReadOnlyCollection<StepId> stepIds, CancellationToken token) =>
        Ask(StoreOperations.ListEnded, () => store.Reading.ListEndedAsync(stepIds, CancellationToken.None), token);

    public Task<QueueCounts> CountAsync(CancellationToken token) =>
        Ask(StoreOperations.Count, () => store.Reading.CountAsync(CancellationToken.None), token);

    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken token) =>
        Ask(StoreOperations.ListPods, () => store.Reading.ListPodsAsync(CancellationToken.None), token);

    public Task PingAsync(CancellationToken token) => CountAsync(token);

    public Task<OperatorAnswer> CancelAsync(StepId stepId, string? reason, CancellationToken token) => Ask(
        StoreOperations.Cancel,
        () => store.Operating.CancelAsync(stepId, reason, CancellationToken.None),
        token,
        answer => checker.OnCancelled(stepId, answer));

    public Task<OperatorAnswer> RetryAsync(StepId stepId, CancellationToken token) => Ask(
        StoreOperations.Retry,
        () => store.Operating.RetryAsync(stepId, CancellationToken.None),
        token,
        answer => checker.OnRetried(stepId, answer));

    public Task<OperatorAnswer> AmendAsync(
        StepId stepId, int? priority, DateTimeOffset? notBefore, CancellationToken token) => Ask(
            StoreOperations.Amend,
            () => store.Operating.AmendAsync(stepId, priority, notBefore, CancellationToken.None),
            token);

    public Task<int> DiscardAsync(IReadOnlyList<StepId> stepIds, CancellationToken token) => Ask(
        StoreOperations.Discard, () => store.Operating.DiscardAsync(stepIds, CancellationToken.None), token);

    public Task<int> DiscardAsync(TaskType? taskType, int limit, CancellationToken token) => Ask(
        StoreOperations.Discard, () => store.Operating.DiscardAsync(taskType, limit, CancellationToken.None), token);

    private async Task NoteAsync(Task<Beat> asked)
    {
        try
        {
            lastBeat = await asked;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            // This is what the mutant does not hear of.
        }
    }

    // The statement runs to its end within the store's event: a store does nothing by halves.
    private Task<T> Ask<T>(
        string operation, Func<Task<T>> statement, CancellationToken token, Action<T>? observe = null) => link.AskAsync(
            operation,
            () =>
            {
                var answer = statement().GetAwaiter().GetResult();
                observe?.Invoke(answer);
                return answer;
            },
            token);
}
