using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using FleetQ.Sdk;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Completion;

/// <summary>
/// Records outcomes: one writer a pod, batched by itself, each outcome fenced by its epoch. Thread-safe.
/// </summary>
public sealed partial class Completer
{
    private static readonly BatchLimits Limits = new(ItemsMax: 1_000, WeightMax: 4 << 20, WaitingMax: 20_000);

    private readonly ICompletionStore store;
    private readonly FleetMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<Completer> logger;
    private readonly BatchWriter<PendingOutcome, CompletionResult> writer;
    private readonly BackoffOptions pauses;
    private readonly LoopPulse pulse;

    /// <summary>Makes a completer; it writes while <see cref="RunAsync"/> runs.</summary>
    public Completer(
        ICompletionStore store,
        LoopWatch loops,
        FleetMetrics metrics,
        TimeProvider time,
        Random random,
        ILogger<Completer> logger)
    {
        ArgumentNullException.ThrowIfNull(loops);
        this.store = store;
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
        pauses = new BackoffOptions { Random = random };
        pulse = loops.Get("completion", holdsBeat: true);
        var answers = new BatchAnswers<PendingOutcome, CompletionResult>(
            static (pending, result) => pending.Owner.OnSettled(result),
            static (pending, refusal) => pending.Owner.OnRefused(refusal));
        writer = new BatchWriter<PendingOutcome, CompletionResult>(Limits, WeightOf, WriteAsync, pulse, answers);
    }

    /// <summary>Called with each recorded outcome, on any thread; must return at once.</summary>
    public Action<Outcome>? Recorded { get; set; }

    /// <summary>
    /// Records an outcome; the task ends when the store has it, or when the claim turns out to be lost.
    /// </summary>
    /// <param name="outcome">What is recorded.</param>
    /// <param name="isLost">Asked before each write: true drops the outcome.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    public async Task<CompletionResult> RecordAsync(
        Outcome outcome, Func<bool> isLost, CancellationToken cancellationToken)
    {
        var awaited = new AwaitedOutcome(isLost);
        await PostAsync(outcome, awaited);
        return await awaited.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Records an outcome; its owner is told when the store has it. Waits only while the queue is full.
    /// </summary>
    internal ValueTask PostAsync(Outcome outcome, IOutcomeOwner owner) =>
        writer.PostAsync(new PendingOutcome(outcome, owner));

    /// <summary>Writes until <see cref="Complete"/> was called and nothing waits.</summary>
    public Task RunAsync(CancellationToken abort) => writer.RunAsync(abort);

    /// <summary>Takes no more outcomes.</summary>
    public void Complete() => writer.Complete();

    private async Task<IReadOnlyList<CompletionResult>> WriteAsync(
        IReadOnlyList<PendingOutcome> batch, CancellationToken cancellationToken)
    {
        var recorded = new HashSet<ClaimKey>();
        var open = ListOpen(batch);
        for (var failures = 0; open.Count > 0; failures++)
        {
            var answer = await TryRecordAsync(open, isRepeat: failures > 0, cancellationToken);
            if (answer is not null)
            {
                recorded.UnionWith(answer);
                break;
            }

            // Bounded by the pod's trust in itself: when it fences itself, its claims are lost and nothing is left to
            // write.
            pulse.Working();
            await Task.Delay(pauses.DelayBefore(Math.Min(failures + 1, 10)), time, cancellationToken);
            open = ListOpen(batch);
        }

        return [.. batch.Select(pending => Settle(pending.Outcome, recorded))];
    }

    private static List<Outcome> ListOpen(IReadOnlyList<PendingOutcome> batch) =>
        [.. batch.Where(static pending => !pending.Owner.IsLost).Select(static pending => pending.Outcome)];

    // The answer of a write may be lost after the write was done. So a repeat first asks what is in the store already:
    // an ended row with my epoch is my success. Null: no answer again.
    private async Task<IReadOnlySet<ClaimKey>?> TryRecordAsync(
        List<Outcome> outcomes, bool isRepeat, CancellationToken cancellationToken)
    {
        try
        {
            if (!isRepeat)
            {
                return await store.RecordAsync(outcomes, cancellationToken);
            }

            var found = await store.FindRecordedAsync(outcomes, cancellationToken);
            var missing = outcomes.FindAll(outcome => !found.Contains(outcome.Key));
            if (missing.Count == 0)
            {
                return found;
            }

            var recorded = new HashSet<ClaimKey>(found);
            recorded.UnionWith(await store.RecordAsync(missing, cancellationToken));
            return recorded;
        }
        catch (StoreUnavailableException failure)
        {
            LogOutcomeAmbiguous(failure, outcomes.Count);
            return null;
        }
    }

    private CompletionResult Settle(Outcome outcome, HashSet<ClaimKey> recorded)
    {
        if (!recorded.Contains(outcome.Key))
        {
            metrics.Lost.Add(1);
            return CompletionResult.ClaimLost;
        }

        TallyOf(outcome.Kind).Add(1);
        Recorded?.Invoke(outcome);
        return CompletionResult.Recorded;
    }

    private Tally TallyOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Completed => metrics.Completed,
        OutcomeKind.Retry => metrics.Retried,
        OutcomeKind.Failed => metrics.Failed,
        OutcomeKind.Released => metrics.Released,
        OutcomeKind.Snoozed => metrics.Snoozed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown outcome."),
    };

    private static int WeightOf(PendingOutcome pending) =>
        256 + (pending.Outcome.Result?.Length ?? 0) + (pending.Outcome.Error?.Stack?.Length ?? 0);
}
