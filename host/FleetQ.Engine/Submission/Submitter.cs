using System.Text;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Submission;

/// <summary>Commits new steps. Callers that submit at the same time share one statement. Thread-safe.</summary>
public sealed partial class Submitter
{
    private static readonly BatchLimits Limits = new(ItemsMax: 1_000, WeightMax: 4 << 20, WaitingMax: 10_000);

    private readonly ISubmissionStore store;
    private readonly SubmissionOptions options;
    private readonly FleetMetrics metrics;
    private readonly ILogger<Submitter> logger;
    private readonly BatchWriter<NewStep, SubmitAnswer?> writer;

    /// <summary>Makes a submitter; it writes while <see cref="RunAsync"/> runs.</summary>
    public Submitter(
        ISubmissionStore store,
        SubmissionOptions options,
        LoopWatch loops,
        FleetMetrics metrics,
        ILogger<Submitter> logger)
    {
        ArgumentNullException.ThrowIfNull(loops);
        this.store = store;
        this.options = options;
        this.metrics = metrics;
        this.logger = logger;
        writer = new BatchWriter<NewStep, SubmitAnswer?>(Limits, WeightOf, WriteAsync, loops.Get("submission"));
    }

    /// <summary>Called after new steps were committed, on any thread; must return at once.</summary>
    public Action? Submitted { get; set; }

    /// <summary>Commits one step; the task ends when the store has committed it.</summary>
    /// <exception cref="QueueFullException">As many steps wait as are allowed.</exception>
    /// <exception cref="StoreUnavailableException">It is not known whether the step was committed: submit it again with
    /// the same id or key.</exception>
    public async Task<SubmitAnswer> SubmitAsync(NewStep step, CancellationToken cancellationToken)
    {
        var answer = await writer.WriteAsync(step, cancellationToken);
        return answer ?? throw new QueueFullException(options.QueueSizeMax ?? 0);
    }

    /// <summary>Commits all steps of one caller or, when one of them conflicts, none.</summary>
    /// <returns>One answer a step, in the order given.</returns>
    /// <exception cref="QueueFullException">Not all of them fit.</exception>
    /// <exception cref="StoreUnavailableException">It is not known whether they were committed.</exception>
    public async Task<IReadOnlyList<SubmitAnswer>> SubmitAllAsync(
        IReadOnlyList<NewStep> steps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var room = await CountRoomAsync(steps.Count, cancellationToken);
        if (room < steps.Count)
        {
            throw new QueueFullException(options.QueueSizeMax ?? 0);
        }

        var answers = await store.SubmitAllAsync(steps, cancellationToken);
        if (!answers.Any(static answer => answer.Kind is SubmitAnswerKind.KeyConflict))
        {
            Count(answers);
        }

        return answers;
    }

    /// <summary>Writes until <see cref="Complete"/> was called and nothing waits.</summary>
    public Task RunAsync(CancellationToken abort) => writer.RunAsync(abort);

    /// <summary>Takes no more steps.</summary>
    public void Complete() => writer.Complete();

    private async Task<IReadOnlyList<SubmitAnswer?>> WriteAsync(
        IReadOnlyList<NewStep> steps, CancellationToken cancellationToken)
    {
        var room = await CountRoomAsync(steps.Count, cancellationToken);
        if (room == 0)
        {
            return new SubmitAnswer?[steps.Count];
        }

        var answers = await store.SubmitAsync([.. steps.Take(room)], cancellationToken);
        Count(answers);
        return [.. answers, .. new SubmitAnswer?[steps.Count - answers.Count]];
    }

    // Without a limit the store is not asked: a fleet pays for no feature that it does not use.
    private async Task<int> CountRoomAsync(int wanted, CancellationToken cancellationToken)
    {
        if (options.QueueSizeMax is not { } most)
        {
            return wanted;
        }

        var waiting = await store.CountWaitingAsync(most, cancellationToken);
        return Math.Clamp(most - waiting, 0, wanted);
    }

    private void Count(IReadOnlyList<SubmitAnswer> answers)
    {
        var created = answers.Count(static answer => answer.Kind is SubmitAnswerKind.Created);
        metrics.Submitted.Add(created);
        metrics.Repeated.Add(answers.Count(static answer => answer.Kind is SubmitAnswerKind.Existing));
        if (created > 0)
        {
            LogStepsSubmitted(created);
            Submitted?.Invoke();
        }
    }

    private static int WeightOf(NewStep step) => Encoding.UTF8.GetByteCount(step.Payload) + step.Metadata.Length;
}
