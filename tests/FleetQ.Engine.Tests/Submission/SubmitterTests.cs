using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Submission;
using FleetQ.Engine.Telemetry;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Submission;

public sealed class SubmitterTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly MemoryStoreState store;
    private readonly FleetMetrics metrics;
    private readonly List<Submitter> submitters = [];
    private readonly List<Task> running = [];

    public SubmitterTests()
    {
        store = new MemoryStoreState(clock);
        metrics = new FleetMetrics(clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submit_is_answered_only_after_the_store_has_committed_it()
    {
        var held = new TaskCompletionSource();
        store.FaultOf = _ => StoreFault.Held(held.Task);
        var step = Factory.Step();

        var submit = Start().SubmitAsync(step, Stop);
        await Eventually.TrueAsync(() => store.CountOf(StoreOperations.Submit) == 1);

        Assert.False(submit.IsCompleted);
        held.SetResult();
        Assert.Equal(new SubmitAnswer(step.StepId, SubmitAnswerKind.Created), await submit);
        Assert.NotNull(await store.FindStepAsync(step.StepId, Stop));
    }

    [Fact]
    public async Task Callers_that_submit_at_the_same_time_share_one_statement()
    {
        var held = new TaskCompletionSource();
        store.FaultOf = _ => StoreFault.Held(held.Task);
        var submitter = Start();

        var submits = Factory.Steps(100).Select(step => submitter.SubmitAsync(step, Stop)).ToList();
        await Eventually.TrueAsync(() => store.CountOf(StoreOperations.Submit) == 1);
        held.SetResult();
        await Task.WhenAll(submits);

        Assert.InRange(store.CountOf(StoreOperations.Submit), 1, 2);
        Assert.Equal(100, metrics.Submitted.Total);
    }

    [Fact]
    public async Task Each_caller_of_a_shared_statement_gets_its_own_answer()
    {
        var first = Factory.Step() with { IdempotencyKey = "key", RequestHash = "1" };
        var submitter = Start();
        await submitter.SubmitAsync(first, Stop);

        var answers = await Task.WhenAll(
            submitter.SubmitAsync(Factory.Step() with { IdempotencyKey = "key", RequestHash = "1" }, Stop),
            submitter.SubmitAsync(Factory.Step() with { IdempotencyKey = "key", RequestHash = "2" }, Stop),
            submitter.SubmitAsync(Factory.Step(), Stop));

        Assert.Equal(
            [SubmitAnswerKind.Existing, SubmitAnswerKind.KeyConflict, SubmitAnswerKind.Created],
            answers.Select(static answer => answer.Kind));
        Assert.Equal(first.StepId, answers[0].StepId);
        Assert.Equal(2, metrics.Submitted.Total);
        Assert.Equal(1, metrics.Repeated.Total);
    }

    [Fact]
    public async Task A_step_whose_answer_was_lost_is_one_step_after_a_repeat()
    {
        var faults = new Queue<StoreFault>([StoreFault.After]);
        store.FaultOf = _ => faults.TryDequeue(out var fault) ? fault : null;
        var step = Factory.Step() with { IdempotencyKey = "key", RequestHash = "1" };
        var submitter = Start();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => submitter.SubmitAsync(step, Stop));
        var answer = await submitter.SubmitAsync(step with { StepId = Factory.StepId() }, Stop);

        Assert.Equal(new SubmitAnswer(step.StepId, SubmitAnswerKind.Existing), answer);
        Assert.Equal(1, (await store.CountAsync(Stop)).ByStatus[StepStatus.Pending]);
    }

    [Fact]
    public async Task New_steps_wake_the_pod_and_repeats_do_not()
    {
        var wakes = 0;
        var submitter = Start();
        submitter.Submitted = () => Interlocked.Increment(ref wakes);
        var step = Factory.Step() with { IdIsChosen = true };

        await submitter.SubmitAsync(step, Stop);
        await submitter.SubmitAsync(step, Stop);

        Assert.Equal(1, wakes);
    }

    [Fact]
    public async Task A_full_queue_takes_what_fits_and_refuses_the_rest_by_name()
    {
        var submitter = Start(new SubmissionOptions { QueueSizeMax = 3 });
        await submitter.SubmitAllAsync(Factory.Steps(2), Stop);

        await submitter.SubmitAsync(Factory.Step(), Stop);
        var refusal = await Assert.ThrowsAsync<QueueFullException>(() => submitter.SubmitAsync(Factory.Step(), Stop));

        Assert.Equal(3, refusal.QueueSizeMax);
        Assert.Equal(3, await store.CountWaitingAsync(100, Stop));
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_stores_nothing()
    {
        var submitter = Start(new SubmissionOptions { QueueSizeMax = 3 });

        await Assert.ThrowsAsync<QueueFullException>(() => submitter.SubmitAllAsync(Factory.Steps(4), Stop));

        Assert.Equal(0, await store.CountWaitingAsync(100, Stop));
    }

    [Fact]
    public async Task Without_a_limit_the_queue_is_never_counted()
    {
        await Start().SubmitAsync(Factory.Step(), Stop);

        Assert.Equal(0, store.CountOf(StoreOperations.CountWaiting));
    }

    [Fact]
    public async Task A_batch_with_a_conflict_stores_nothing_and_counts_nothing()
    {
        var submitter = Start();
        await submitter.SubmitAsync(Factory.Step() with { IdempotencyKey = "key", RequestHash = "1" }, Stop);
        var batch = Factory.Steps(2).Append(Factory.Step() with { IdempotencyKey = "key", RequestHash = "2" }).ToList();

        var answers = await submitter.SubmitAllAsync(batch, Stop);

        Assert.Equal(SubmitAnswerKind.KeyConflict, answers[2].Kind);
        Assert.Equal(1, await store.CountWaitingAsync(100, Stop));
        Assert.Equal(1, metrics.Submitted.Total);
    }

    public async ValueTask DisposeAsync()
    {
        submitters.ForEach(static submitter => submitter.Complete());
        await Task.WhenAll(running);
        metrics.Dispose();
    }

    private Submitter Start(SubmissionOptions? options = null)
    {
        var loops = new LoopWatch(TimeSpan.FromSeconds(10), clock);
        var submitter = new Submitter(
            store, options ?? new SubmissionOptions(), loops, metrics, NullLogger<Submitter>.Instance);
        submitters.Add(submitter);
        running.Add(submitter.RunAsync(CancellationToken.None));
        return submitter;
    }
}
