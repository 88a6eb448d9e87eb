using CsCheck;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Model;

/// <summary>Draws calls over so few steps, pods and epochs that they meet.</summary>
internal static class CallGen
{
    private static readonly Gen<StepId> Ids = Gen.Int[0, 4].Select(static n => new StepId($"s{n}"));

    private static readonly Gen<TaskType> Types = Gen.OneOf(new TaskType("echo"), new TaskType("sleep"));

    private static readonly Gen<PodIdentity> Pods =
        Gen.Select(Gen.Int[0, 1], Gen.Int[1, 2], static (pod, life) => new PodIdentity(new PodId($"p{pod}"), $"i{life}"));

    // Early epochs are what most steps have.
    private static readonly Gen<ClaimKey> Keys =
        Gen.Select(Ids, Gen.Frequency((5, Gen.Const(1L)), (3, Gen.Const(2L)), (1, Gen.Long[3, 4])), static (id, epoch) =>
            new ClaimKey(id, epoch));

    private static readonly Gen<TimeSpan> OverOrNot = Gen.OneOf(-StoreCalls.Hour, StoreCalls.Hour);

    private static readonly Gen<TimeSpan?> NowOrLater =
        Gen.Frequency((3, Gen.Const((TimeSpan?)TimeSpan.Zero)), (1, Gen.Const((TimeSpan?)StoreCalls.Hour)));

    private static readonly Gen<TimeSpan?> SeldomATime =
        Gen.Frequency((8, Gen.Const((TimeSpan?)null)), (1, Gen.Const((TimeSpan?)TimeSpan.Zero)), (1, Gen.Const((TimeSpan?)StoreCalls.Hour)));

    private static readonly Gen<NewStep> Steps = Gen.Select(
        Ids, Types, Gen.Int[-1, 1], Gen.Int[0, 2], SeldomATime, SeldomATime, Gen.Int[0, 7], Gen.Bool).Select(
            static (id, type, priority, retries, delay, ttl, key, isChosen) => new NewStep
            {
                StepId = id,
                IdIsChosen = isChosen,
                TaskType = type,
                Payload = $$"""{"of":"{{id}}"}""",
                Priority = priority,
                MaxRetries = retries,
                Delay = delay,
                TimeToLive = ttl,
                // Few share a key, and some of those have another body.
                IdempotencyKey = key < 4 ? $"k{key / 2}" : null,
                RequestHash = key < 4 ? $"h{key % 2}" : null,
            });

    private static readonly Gen<Outcome> Outcomes = Gen.Select(
        Keys, Gen.Enum<OutcomeKind>(), NowOrLater, Gen.Bool, static (key, kind, delay, hasPlugin) => new Outcome
        {
            Key = key,
            Kind = kind,
            Delay = kind is OutcomeKind.Retry or OutcomeKind.Snoozed ? delay : null,
            Result = kind is OutcomeKind.Completed ? $"\"{key.Epoch}\"" : null,
            Error = kind is OutcomeKind.Retry or OutcomeKind.Failed ? new StepError($"e{key.Epoch}", "T", "at") : null,
            Plugin = hasPlugin || kind is not OutcomeKind.Released ? new PluginIdentity("P", "1", "aa") : null,
        });

    private static readonly Gen<StoreCall> Claims = Gen.Select(
        Pods, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 2], static (pod, limit, room, which) => StoreCalls.Claim(
            pod,
            limit,
            [
                .. new[] { new TypeRoom(new TaskType("echo"), room), new TypeRoom(new TaskType("sleep"), limit) }
                    .Where((_, place) => which == 2 || which == place),
            ]));

    private static readonly Gen<StoreCall> Submits =
        Gen.Select(Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Steps.List[1, 3], StoreCalls.Submit);

    private static readonly Gen<StoreCall> Records =
        Outcomes.List[1, 3].Select(static drawn => StoreCalls.Record(DistinctOf(drawn)));

    private static readonly Gen<StoreCall> Returns =
        Keys.List[1, 3].Select(static keys => StoreCalls.Return([.. keys.Distinct()]));

    private static readonly Gen<StoreCall> Evictions = Gen.Select(
        Gen.Select(Pods, Gen.Long[0, 2], static (pod, beat) => new SilentPod(pod, beat)).List[1, 3],
        OverOrNot,
        static (pods, threshold) => StoreCalls.Evict([.. pods.DistinctBy(static pod => pod.Pod)], threshold));

    private static readonly Gen<StoreCall> Amendments = Gen.Select(
        Ids,
        Gen.OneOf<int?>(null, 5, -5),
        Gen.OneOf<TimeSpan?>(null, -StoreCalls.Hour, StoreCalls.Hour),
        StoreCalls.Amend);

    /// <summary>All that a store can be asked, what makes histories long oftener than what ends them.</summary>
    public static Gen<StoreCall> Any { get; } = Gen.Frequency(
        (8, Submits),
        (10, Claims),
        (2, Gen.Const(StoreCalls.AdvanceDue)),
        (1, Gen.Const(StoreCalls.CountWaiting)),
        (8, Records),
        (2, Outcomes.List[1, 3].Select(static drawn => StoreCalls.FindRecorded(DistinctOf(drawn)))),
        (2, Keys.List[1, 3].Select(static keys => StoreCalls.Report(
            [.. keys.Distinct().Select(static key => new ProgressReport(key, "{}"))]))),
        (5, Gen.Select(Pods, Gen.Bool, StoreCalls.Register)),
        (2, Pods.Select(StoreCalls.Beat)),
        (1, Pods.Select(StoreCalls.Drain)),
        (1, Pods.Select(StoreCalls.Leave)),
        (1, Pods.Select(StoreCalls.ListHeld)),
        (2, Evictions),
        (1, Pods.List[0, 2].Select(static pods => StoreCalls.ListOrphans(pods))),
        (3, Returns),
        (1, Gen.Select(Gen.Enum<StepStatus>().Where(static status => status.IsEnded()), OverOrNot, StoreCalls.Prune)),
        (1, OverOrNot.Select(StoreCalls.ForgetPods)),
        (2, Gen.Select(Ids, Gen.OneOf<string?>(null, "why"), StoreCalls.Cancel)),
        (2, Ids.Select(StoreCalls.Retry)),
        (2, Amendments),
        (1, Ids.List[1, 3].Select(static ids => StoreCalls.Discard([.. ids.Distinct()]))),
        (1, Types.Select(static type => StoreCalls.Discard(type))),
        (1, Gen.Const(StoreCalls.Count)));

    /// <summary>
    /// What must look as if it happened one after the other when it happens at once. Left out is what may overlook a
    /// step that another statement holds just then, and finds it the next time.
    /// </summary>
    public static Gen<StoreCall> AtOnce { get; } = Gen.Frequency(
        (2, Submits),
        (2, Claims),
        (4, Records),
        (3, Returns),
        (2, Gen.Select(Ids, Gen.OneOf<string?>(null, "why"), StoreCalls.Cancel)),
        (2, Ids.Select(StoreCalls.Retry)));

    private static IReadOnlyList<Outcome> DistinctOf(IEnumerable<Outcome> outcomes) =>
        [.. outcomes.DistinctBy(static outcome => outcome.Key)];
}
