using CsCheck;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Model;

/// <summary>Draws calls over so few steps, pods and epochs that they meet.</summary>
internal static class CallGen
{
    private const int IdCount = 7;
    private const int EpochsMax = 6;

    private static readonly Gen<StepId> Ids = Gen.Int[0, IdCount - 1].Select(static n => new StepId($"s{n}"));

    private static readonly TaskType Echo = new("echo");
    private static readonly TaskType Sleep = new("sleep");

    private static readonly Gen<TaskType> Types = Gen.Frequency((4, Gen.Const(Echo)), (1, Gen.Const(Sleep)));

    // One pod does most of the work, so that what it begins is gone on with; the others come and go.
    private static readonly Gen<PodIdentity> Pods = Gen.Frequency(
        (10, Gen.Const(NewPod(0, 1))),
        (3, Gen.Const(NewPod(1, 1))),
        (1, Gen.Const(NewPod(0, 2))),
        (2, Gen.Const(NewPod(1, 2))));

    private static readonly Gen<PodIdentity> Goers = Gen.Frequency(
        (1, Gen.Const(NewPod(0, 1))),
        (6, Gen.Const(NewPod(1, 1))),
        (1, Gen.Const(NewPod(0, 2))),
        (4, Gen.Const(NewPod(1, 2))));

    // Mostly of all epochs that a step can have, of which one is right; else of one, which mostly is stale.
    private static readonly Gen<IReadOnlyList<ClaimKey>> Keys = Gen.Select(
        Ids.List[1, 3],
        Gen.Frequency((4, Gen.Const(0L)), (1, Gen.Long[1, 3])),
        static (ids, epoch) => (IReadOnlyList<ClaimKey>)
        [
            .. ids.Distinct().SelectMany(id => Enumerable.Range(1, EpochsMax).Select(n => new ClaimKey(id, n)))
                .Where(key => epoch == 0 || key.Epoch == epoch),
        ]);

    private static readonly Gen<TimeSpan> OverOrNot = Gen.OneOf(-StoreCalls.Hour, StoreCalls.Hour);

    private static readonly Gen<TimeSpan?> NowOrLater = Gen.Frequency(
        (3, Gen.Const((TimeSpan?)TimeSpan.Zero)), (1, Gen.Const((TimeSpan?)StoreCalls.Hour)));

    private static readonly Gen<TimeSpan?> SeldomATime = Gen.Frequency(
        (10, Gen.Const((TimeSpan?)null)),
        (1, Gen.Const((TimeSpan?)TimeSpan.Zero)),
        (1, Gen.Const((TimeSpan?)StoreCalls.Hour)));

    private static readonly Gen<NewStep> Steps = Gen.Select(
        Gen.Int[0, IdCount - 1], Types, Gen.Int[-1, 1], Gen.Int[0, 2], SeldomATime, SeldomATime, Gen.Int[0, 1]).Select(
            static (number, type, priority, retries, delay, ttl, body) => new NewStep
            {
                StepId = new StepId($"s{number}"),
                IdIsChosen = number < 2,
                TaskType = type,
                Payload = $$"""{"of":{{number}}}""",
                Priority = priority,
                MaxRetries = retries,
                Delay = delay,
                TimeToLive = ttl,
                IdempotencyKey = KeyOf(number),
                RequestHash = KeyOf(number) is null ? null : HashOf(number, body),
            });

    private static readonly Gen<IReadOnlyList<Outcome>> Outcomes = Gen.Select(
        Keys,
        Gen.Frequency(
            (3, Gen.Const(OutcomeKind.Retry)),
            (2, Gen.Const(OutcomeKind.Released)),
            (1, Gen.Const(OutcomeKind.Snoozed)),
            (1, Gen.Const(OutcomeKind.Failed)),
            (1, Gen.Const(OutcomeKind.Completed))),
        NowOrLater,
        Gen.Bool,
        static (keys, kind, delay, hasPlugin) => (IReadOnlyList<Outcome>)
            [.. keys.Select(key => NewOutcome(key, kind, delay, hasPlugin))]);

    private static readonly Gen<StoreCall> Claims = Gen.Select(
        Pods, Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[0, 5], static (pod, limit, room, which) => StoreCalls.Claim(
            pod,
            limit,
            [.. new[] { new TypeRoom(Echo, room), new TypeRoom(Sleep, limit) }.Where((_, place) => which != place)]));

    // Of one type: a claim counts how much of each type it may take before it passes by what another one holds, and may
    // take less of one than it could have of the other.
    private static readonly Gen<StoreCall> ClaimsOfOneType = Gen.Select(
        Pods, Gen.Int[1, 4], Gen.Int[1, 4], Types, static (pod, limit, room, type) =>
            StoreCalls.Claim(pod, limit, [new TypeRoom(type, room)]));

    private static readonly Gen<StoreCall> Submits =
        Gen.Select(Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Steps.List[1, 3], StoreCalls.Submit);

    private static readonly Gen<StoreCall> Records = Outcomes.Select(StoreCalls.Record);

    // What gives back names one step: of several, a claim beside it may take some before and some after.
    private static readonly Gen<StoreCall> RecordsOfOneTime = Outcomes.Select(static outcomes => StoreCalls.Record(
        [.. outcomes.Where(one => one.Kind is not OutcomeKind.Released || one.Key.StepId == outcomes[0].Key.StepId)]));

    private static readonly Gen<StoreCall> Returns = Keys.Select(StoreCalls.Return);

    private static readonly Gen<StoreCall> Evictions = Gen.Select(
        Gen.Select(Goers, Gen.Long[0, 2], static (pod, beat) => new SilentPod(pod, beat)).List[1, 3],
        OverOrNot,
        static (pods, threshold) => StoreCalls.Evict([.. pods.DistinctBy(static pod => pod.Pod)], threshold));

    private static readonly Gen<StoreCall> Amendments = Gen.Select(
        Ids,
        Gen.OneOf<int?>(null, 5, -5),
        Gen.OneOf<TimeSpan?>(null, -StoreCalls.Hour, StoreCalls.Hour),
        StoreCalls.Amend);

    /// <summary>All that a store can be asked, what makes histories long oftener than what ends them.</summary>
    public static Gen<StoreCall> Any { get; } = Gen.Frequency(
        (6, Submits),
        (12, Claims),
        (8, Gen.Const(StoreCalls.AdvanceDue)),
        (1, Gen.Const(StoreCalls.CountWaiting)),
        (12, Records),
        (2, Outcomes.Select(StoreCalls.FindRecorded)),
        (2, Keys.Select(static keys => StoreCalls.Report(
            [.. keys.Select(static key => new ProgressReport(key, "{}"))]))),
        (3, Gen.Select(Goers, Gen.Bool, StoreCalls.Register)),
        (2, Pods.Select(StoreCalls.Beat)),
        (1, Goers.Select(StoreCalls.Drain)),
        (1, Goers.Select(StoreCalls.Leave)),
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
        (2, ClaimsOfOneType),
        (4, RecordsOfOneTime),
        (3, Returns),
        (2, Gen.Select(Ids, Gen.OneOf<string?>(null, "why"), StoreCalls.Cancel)),
        (2, Ids.Select(StoreCalls.Retry)));

    /// <summary>Histories of calls in turn; a pod and some steps are there from the start.</summary>
    public static Gen<IReadOnlyList<StoreCall>> InTurn { get; } = Gen.Select(
        Submits,
        Submits,
        Any.List[5, 50],
        static (first, second, calls) => (IReadOnlyList<StoreCall>)
            [StoreCalls.Register(NewPod(0, 1), isNewProcess: true), first, second, .. calls]);

    private static PodIdentity NewPod(int number, int life) => new(new PodId($"p{number}"), $"i{life}");

    private static Outcome NewOutcome(ClaimKey key, OutcomeKind kind, TimeSpan? delay, bool hasPlugin) => new()
    {
        Key = key,
        Kind = kind,
        Delay = kind is OutcomeKind.Retry or OutcomeKind.Snoozed ? delay : null,
        Result = kind is OutcomeKind.Completed ? $"\"{key.Epoch}\"" : null,
        Error = kind is OutcomeKind.Retry or OutcomeKind.Failed ? new StepError($"e{key.Epoch}", "T", "at") : null,
        Plugin = hasPlugin || kind is not OutcomeKind.Released ? new PluginIdentity("P", "1", "aa") : null,
    };

    // The first two are ids of the client's, one of them with a key. The others are FleetQ's, which no two submits
    // share: three of those meet at a key.
    private static string? KeyOf(int number) => number switch
    {
        1 => "k1",
        4 or 5 or 6 => "k4",
        _ => null,
    };

    // A client may send another body under its id and key; a repeat by FleetQ itself is the same.
    private static string HashOf(int number, int body) => number switch
    {
        1 => $"h{body}",
        6 => "h1",
        _ => "h0",
    };
}
