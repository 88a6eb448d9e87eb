using System.Collections.Concurrent;
using System.Threading.Channels;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Storage;
using FleetQ.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Loops;

public sealed class BatchWriterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly LoopWatch loops = new(TimeSpan.FromSeconds(10), new FakeTimeProvider());
    private readonly ConcurrentQueue<IReadOnlyList<int>> batches = new();
    private readonly TaskCompletionSource firstMayEnd = new();

    [Fact]
    public async Task Whatever_waits_when_a_write_returns_shares_the_next_one()
    {
        var writer = NewWriter();
        var running = writer.RunAsync(Stop);
        var first = await BeginFirstAsync(writer);
        var others = Enumerable.Range(1, 50).Select(item => writer.WriteAsync(item, Stop)).ToList();

        firstMayEnd.SetResult();
        var answers = await Task.WhenAll([first, .. others]);
        writer.Complete();
        await running;

        Assert.Equal(Enumerable.Range(0, 51).Select(static item => $"answer {item}"), answers);
        Assert.Equal([1, 50], batches.Select(static batch => batch.Count));
    }

    [Fact]
    public async Task A_batch_holds_no_more_items_and_little_more_weight_than_its_limits()
    {
        var writer = NewWriter(new BatchLimits(ItemsMax: 4, WeightMax: 3, WaitingMax: 100), static item => item);
        var running = writer.RunAsync(Stop);
        var first = await BeginFirstAsync(writer);
        int[] weights = [0, 0, 0, 0, 2, 2, 2, 0, 0, 0];
        var others = weights.Select(item => writer.WriteAsync(item, Stop)).ToList();

        firstMayEnd.SetResult();
        await Task.WhenAll([first, .. others]);
        writer.Complete();
        await running;

        Assert.Equal([1, 4, 2, 4], batches.Select(static batch => batch.Count));
    }

    [Fact]
    public async Task One_item_that_the_store_refuses_fails_none_of_its_neighbours()
    {
        var writer = NewWriter(refused: static item => item == 7 ? new InvalidOperationException("seven") : null);
        var running = writer.RunAsync(Stop);
        var first = await BeginFirstAsync(writer);
        var others = Enumerable.Range(1, 20).Select(item => writer.WriteAsync(item, Stop)).ToList();

        firstMayEnd.SetResult();
        await first;
        await Task.WhenAll(others).ContinueWith(
            static _ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
        writer.Complete();
        await running;

        Assert.Equal("seven", others[6].Exception?.InnerException?.Message);
        Assert.Equal(19, others.Count(static other => other.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task When_the_store_is_away_the_whole_batch_is_told_so_and_the_next_one_is_tried()
    {
        var isAway = true;
        var writer = NewWriter(refused: _ =>
            isAway ? new StoreUnavailableException("a/b", "Wait.", new TimeoutException("away")) : null);
        firstMayEnd.SetResult();
        var running = writer.RunAsync(Stop);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(1, Stop));
        isAway = false;
        var answer = await writer.WriteAsync(2, Stop);
        writer.Complete();
        await running;

        Assert.Equal("answer 2", answer);
    }

    [Fact]
    public async Task After_complete_what_waits_is_written_and_nothing_more_is_taken()
    {
        var writer = NewWriter();
        var running = writer.RunAsync(Stop);
        var first = await BeginFirstAsync(writer);
        var second = writer.WriteAsync(1, Stop);

        writer.Complete();
        firstMayEnd.SetResult();
        await running;

        Assert.Equal(["answer 0", "answer 1"], await Task.WhenAll(first, second));
        await Assert.ThrowsAnyAsync<ChannelClosedException>(() => writer.WriteAsync(2, Stop));
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_does_not_undo_its_item()
    {
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writer = NewWriter();
        var running = writer.RunAsync(Stop);
        var first = await BeginFirstAsync(writer);
        var second = writer.WriteAsync(1, impatience.Token);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        firstMayEnd.SetResult();
        await first;
        writer.Complete();
        await running;

        Assert.Equal([[0], [1]], batches);
    }

    [Fact]
    public async Task Aborted_it_leaves_no_caller_waiting()
    {
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writer = NewWriter();
        var running = writer.RunAsync(abort.Token);
        var first = await BeginFirstAsync(writer);
        var second = writer.WriteAsync(1, Stop);

        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private async Task<Task<string>> BeginFirstAsync(BatchWriter<int, string> writer)
    {
        var first = writer.WriteAsync(0, Stop);
        await Eventually.TrueAsync(() => !batches.IsEmpty);
        return first;
    }

    private BatchWriter<int, string> NewWriter(
        BatchLimits? limits = null, Func<int, int>? weightOf = null, Func<int, Exception?>? refused = null) => new(
            limits ?? new BatchLimits(ItemsMax: 100, WeightMax: 100, WaitingMax: 100),
            weightOf ?? (static _ => 1),
            (batch, cancellationToken) => WriteAsync(batch, refused ?? (static _ => null), cancellationToken),
            loops.Get("writer"));

    private async Task<IReadOnlyList<string>> WriteAsync(
        IReadOnlyList<int> batch, Func<int, Exception?> refused, CancellationToken cancellationToken)
    {
        batches.Enqueue(batch);
        await firstMayEnd.Task.WaitAsync(cancellationToken);
        return batch.Select(refused).FirstOrDefault(static failure => failure is not null) is { } failure
            ? throw failure
            : [.. batch.Select(static item => $"answer {item}")];
    }
}
