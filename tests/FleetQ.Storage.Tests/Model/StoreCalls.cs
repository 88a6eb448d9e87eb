using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Model;

/// <summary>
/// The calls of which histories are made. Their times are none or an hour, so that no answer hangs on how long a store
/// takes; an age or threshold of minus an hour is over at once.
/// </summary>
internal static class StoreCalls
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static StoreCall Submit(bool areAllOrNone, IReadOnlyList<NewStep> steps) => new(
        $"submit{(areAllOrNone ? " all" : "")} {string.Join(", ", steps.Select(TextOf))}",
        async (store, token) => Answers.Of(await (areAllOrNone
            ? store.Submission.SubmitAllAsync(steps, token)
            : store.Submission.SubmitAsync(steps, token))));

    public static StoreCall Claim(PodIdentity pod, int limit, IReadOnlyList<TypeRoom> types) => new(
        $"{pod} claims {limit} of {string.Join(", ", types.Select(static type => $"{type.Room} {type.TaskType}"))}",
        async (store, token) =>
            Answers.Of(await store.Claims.ClaimAsync(new ClaimRequest(pod, limit, types), token)));

    public static StoreCall AdvanceDue { get; } = new(
        "advance", static async (store, token) => Answers.Of(await store.Claims.AdvanceDueAsync(100, token)));

    public static StoreCall CountWaiting { get; } = new(
        "count waiting", static async (store, token) => $"{await store.Submission.CountWaitingAsync(3, token)}");

    public static StoreCall Record(IReadOnlyList<Outcome> outcomes) => new(
        $"record {TextOf(outcomes)}",
        async (store, token) => Answers.Of(await store.Completion.RecordAsync(outcomes, token)));

    public static StoreCall FindRecorded(IReadOnlyList<Outcome> outcomes) => new(
        $"find recorded {TextOf(outcomes)}",
        async (store, token) => Answers.Of(await store.Completion.FindRecordedAsync(outcomes, token)));

    public static StoreCall Report(IReadOnlyList<ProgressReport> reports) => new(
        $"report {Answers.Of(reports.Select(static report => report.Key))}",
        async (store, token) => Answers.Of(await store.Completion.ReportProgressAsync(reports, token)));

    public static StoreCall Register(PodIdentity pod, bool isNewProcess) => new(
        $"{pod} registers{(isNewProcess ? "" : " again")}",
        async (store, token) =>
            $"{await store.Pods.RegisterAsync(RegistrationOf(pod) with { IsNewProcess = isNewProcess }, token)}");

    public static StoreCall Beat(PodIdentity pod) => new(
        $"{pod} beats", async (store, token) => Answers.Of(await store.Pods.BeatAsync(pod, 1, token)));

    public static StoreCall Drain(PodIdentity pod) => new(
        $"{pod} drains", async (store, token) => $"{await store.Pods.DrainAsync(pod, token)}");

    public static StoreCall Leave(PodIdentity pod) => new(
        $"{pod} leaves", async (store, token) => $"{await store.Pods.LeaveAsync(pod, token)}");

    public static StoreCall ListHeld(PodIdentity pod) => new(
        $"{pod} lists what it holds",
        async (store, token) => Answers.Of(
            (await store.Pods.ListHeldAsync(pod, -Hour, token)).Select(static held => held.Key)));

    public static StoreCall Evict(IReadOnlyList<SilentPod> pods, TimeSpan threshold) => new(
        $"evict {string.Join(", ", pods)} after {threshold.TotalHours} h",
        async (store, token) => Answers.Of(await store.Recovery.EvictAsync(pods, threshold, token)));

    public static StoreCall ListOrphans(IReadOnlyList<PodIdentity> presumedDead) => new(
        $"list orphans, {Answers.Of(presumedDead)} presumed dead",
        async (store, token) => Answers.Of(await store.Recovery.ListOrphansAsync(presumedDead, 0, 100, token)));

    public static StoreCall Return(IReadOnlyList<ClaimKey> keys) => new(
        $"return {Answers.Of(keys)}",
        async (store, token) => Answers.Of(await store.Recovery.ReturnAsync(keys, token)));

    public static StoreCall Prune(StepStatus status, TimeSpan age) => new(
        $"prune {status} after {age.TotalHours} h",
        async (store, token) => $"{await store.Recovery.PruneAsync(status, age, 100, token)}");

    public static StoreCall ForgetPods(TimeSpan age) => new(
        $"forget pods after {age.TotalHours} h",
        async (store, token) => $"{await store.Recovery.ForgetPodsAsync(age, token)}");

    public static StoreCall Cancel(StepId stepId, string? reason) => new(
        $"cancel {stepId} ({reason})",
        async (store, token) => Answers.Of(await store.Operating.CancelAsync(stepId, reason, token)));

    public static StoreCall Retry(StepId stepId) => new(
        $"retry {stepId}", async (store, token) => Answers.Of(await store.Operating.RetryAsync(stepId, token)));

    public static StoreCall Amend(StepId stepId, int? priority, TimeSpan? startIn) => new(
        $"amend {stepId} to priority {priority}, start in {startIn?.TotalHours} h",
        async (store, token) => Answers.Of(await store.Operating.AmendAsync(
            stepId, priority, TimeProvider.System.GetUtcNow() + startIn, token)));

    public static StoreCall Discard(IReadOnlyList<StepId> stepIds) => new(
        $"discard {string.Join(", ", stepIds)}",
        async (store, token) => $"{await store.Operating.DiscardAsync(stepIds, token)}");

    public static StoreCall Discard(TaskType? taskType) => new(
        $"discard all of {taskType}",
        async (store, token) => $"{await store.Operating.DiscardAsync(taskType, 100, token)}");

    public static StoreCall Count { get; } = new(
        "count", static async (store, token) => Answers.Of(await store.Reading.CountAsync(token)));

    /// <summary>Reads all that there is.</summary>
    public static StoreCall ReadAll { get; } = new("read all", static async (store, token) =>
    {
        var steps = await store.Reading.SearchStepsAsync(new StepQuery { Limit = 1_000 }, token);
        var pods = await store.Reading.ListPodsAsync(token);
        var podTexts = pods.Select(Answers.Of).Order(StringComparer.Ordinal);
        return string.Join('\n', steps.Select(Answers.Of).Concat(podTexts));
    });

    private static PodRegistration RegistrationOf(PodIdentity pod) => new()
    {
        Identity = pod,
        CapacityMax = 8,
        Version = "1",
        HostName = "host",
        TaskTypes = [],
        Plugins = "[]",
    };

    private static string TextOf(IReadOnlyList<Outcome> outcomes) => outcomes.Count == 0
        ? "nothing"
        : $"{outcomes[0].Kind} of {Answers.Of(outcomes.Select(static outcome => outcome.Key))} in {outcomes[0].Delay} "
            + $"by {outcomes[0].Plugin?.Name}";

    private static string TextOf(NewStep step) =>
        $"{step.StepId} {step.TaskType} priority {step.Priority} retries {step.MaxRetries} key {step.IdempotencyKey} "
        + $"hash {step.RequestHash} chosen {step.IdIsChosen} delay {step.Delay} ttl {step.TimeToLive}";
}
