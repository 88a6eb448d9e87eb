using FleetQ.Engine.Completion;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Completion;

public sealed class CompleterTests : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider clock = new();
    private readonly MemoryStoreState store;
    private readonly FleetMetrics metrics;
    private readonly PodIdentity pod = Factory.Identity();
    private readonly Completer completer;
    private readonly Task running;

    public CompleterTests()
    {
        store = new MemoryStoreState(clock);
        metrics = new FleetMetrics(clock);
        var loops = new LoopWatch(TimeSpan.FromSeconds(10), clock);
        completer = new Completer(store, loops, metrics, clock, new Random(1), NullLogger<Completer>.Instance);
        running = completer.RunAsync(CancellationToken.None);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outcome_is_in_the_store_when_its_task_ends()
    {
        var claim = (await ClaimAsync(1))[0];

        var result = await RecordAsync(Factory.Completed(claim.Key, """{"ok":true}"""));

        var step = await store.FindStepAsync(claim.Key.StepId, Stop);
        Assert.Equal(CompletionResult.Recorded, result);
        Assert.Equal((StepStatus.Completed, """{"ok":true}"""), (step!.Status, step.Result));
        Assert.Equal(1, metrics.Completed.Total);
    }

    [Fact]
    public async Task Outcomes_that_come_during_a_write_share_the_next_one()
    {
        var held = new TaskCompletionSource();
        var claims = await ClaimAsync(100);
        store.FaultOf = operation => operation == StoreOperations.Record ? StoreFault.Held(held.Task) : null;

        var records = claims.Select(claim => RecordAsync(Factory.Completed(claim.Key))).ToList();
        await Eventually.TrueAsync(() => store.CountOf(StoreOperations.Record) == 1);
        held.SetResult();
        var results = await Task.WhenAll(records);

        Assert.All(results, static result => Assert.Equal(CompletionResult.Recorded, result));
        Assert.InRange(store.CountOf(StoreOperations.Record), 1, 2);
    }

    [Fact]
    public async Task An_outcome_whose_answer_was_lost_is_settled_by_reading_it_back()
    {
        var claims = await ClaimAsync(3);
        store.FailNext(StoreOperations.Record, StoreFault.After);

        var outcomes = new[]
        {
            Factory.Completed(claims[0].Key),
            Factory.Retry(claims[1].Key, TimeSpan.FromSeconds(9)),
            Factory.Failed(claims[2].Key),
        };
        var results = await SettleAsync(outcomes);

        Assert.All(results, static result => Assert.Equal(CompletionResult.Recorded, result));
        Assert.True(store.CountOf(StoreOperations.FindRecorded) > 0);
        Assert.Equal(0, metrics.Lost.Total);
        Assert.Equal((1, 1, 1), (metrics.Completed.Total, metrics.Retried.Total, metrics.Failed.Total));
    }

    [Fact]
    public async Task An_outcome_that_was_not_done_is_written_again()
    {
        var claim = (await ClaimAsync(1))[0];
        store.FailNext(StoreOperations.Record, StoreFault.Before, StoreFault.Before, StoreFault.After);

        var results = await SettleAsync(Factory.Completed(claim.Key));

        Assert.Equal([CompletionResult.Recorded], results);
        Assert.Equal(StepStatus.Completed, (await store.FindStepAsync(claim.Key.StepId, Stop))!.Status);
        Assert.Equal(1, metrics.Completed.Total);
    }

    [Fact]
    public async Task The_outcome_of_a_lost_claim_changes_nothing_is_counted_and_is_not_tried_again()
    {
        var claim = (await ClaimAsync(1))[0];
        await store.CancelAsync(claim.Key.StepId, null, Stop);

        var result = await RecordAsync(Factory.Completed(claim.Key));

        Assert.Equal(CompletionResult.ClaimLost, result);
        Assert.Equal(StepStatus.Cancelled, (await store.FindStepAsync(claim.Key.StepId, Stop))!.Status);
        Assert.Equal(1, metrics.Lost.Total);
        Assert.Equal(1, store.CountOf(StoreOperations.Record));
    }

    [Fact]
    public async Task The_outcome_of_an_older_epoch_does_not_end_a_newer_claim()
    {
        var older = (await ClaimAsync(1))[0];
        await RecordAsync(Factory.Released(older.Key));
        var newer = Assert.Single(await store.ClaimAsync(Factory.ClaimRequest(pod), Stop));

        var result = await RecordAsync(Factory.Completed(older.Key));

        Assert.Equal(CompletionResult.ClaimLost, result);
        Assert.Equal(StepStatus.Claimed, (await store.FindStepAsync(newer.Key.StepId, Stop))!.Status);
    }

    [Fact]
    public async Task In_a_batch_the_lost_claims_alone_are_dropped()
    {
        var claims = await ClaimAsync(5);
        await store.CancelAsync(claims[1].Key.StepId, null, Stop);
        await store.CancelAsync(claims[3].Key.StepId, null, Stop);

        var results = await Task.WhenAll(claims.Select(claim => RecordAsync(Factory.Completed(claim.Key))));

        Assert.Equal([0, 2, 4], Enumerable.Range(0, 5).Where(i => results[i] is CompletionResult.Recorded));
        Assert.Equal(2, metrics.Lost.Total);
    }

    [Fact]
    public async Task Once_the_pod_stops_trusting_its_claim_the_outcome_is_no_longer_written()
    {
        var claim = (await ClaimAsync(1))[0];
        var isLost = false;
        store.FaultOf = static operation => operation == StoreOperations.Record ? StoreFault.Before : null;

        var record = completer.RecordAsync(Factory.Completed(claim.Key), () => Volatile.Read(ref isLost), Stop);
        await Eventually.TrueAsync(() => store.CountOf(StoreOperations.Record) == 1);
        Volatile.Write(ref isLost, true);
        await clock.TurnUntilAsync(() => record.IsCompleted, Turn, Patience, Stop);

        Assert.Equal(CompletionResult.ClaimLost, await record);
        Assert.Equal(1, store.CountOf(StoreOperations.Record));
        Assert.Equal(StepStatus.Claimed, (await store.FindStepAsync(claim.Key.StepId, Stop))!.Status);
    }

    [Fact]
    public async Task Each_recorded_outcome_is_told_once()
    {
        var claims = await ClaimAsync(2);
        var told = new TestSignal<Outcome>();
        completer.Recorded = told.Send;
        await store.CancelAsync(claims[1].Key.StepId, null, Stop);

        await Task.WhenAll(claims.Select(claim => RecordAsync(Factory.Completed(claim.Key))));

        Assert.Equal(claims[0].Key, (await told.NextAsync(Stop)).Key);
        Assert.Equal(0, told.Waiting);
    }

    public async ValueTask DisposeAsync()
    {
        store.FaultOf = null;
        completer.Complete();
        await running;
        metrics.Dispose();
    }

    private async Task<IReadOnlyList<Claim>> ClaimAsync(int count)
    {
        await store.RegisterAsync(Factory.Registration(pod), Stop);
        await store.SubmitAsync(Factory.Steps(count), Stop);
        return await store.ClaimAsync(Factory.ClaimRequest(pod, count), Stop);
    }

    private Task<CompletionResult> RecordAsync(Outcome outcome) =>
        completer.RecordAsync(outcome, static () => false, Stop);

    private async Task<CompletionResult[]> SettleAsync(params Outcome[] outcomes)
    {
        var all = Task.WhenAll(outcomes.Select(RecordAsync));
        await clock.TurnUntilAsync(() => all.IsCompleted, Turn, Patience, Stop);
        return await all;
    }
}
