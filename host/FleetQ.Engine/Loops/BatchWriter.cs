using System.Threading.Channels;
using FleetQ.Engine.Storage;

namespace FleetQ.Engine.Loops;

/// <summary>
/// Natural batching: whatever waits when the last write returns goes into the next one. A lone item pays nothing, a
/// busy pod batches by itself, and no clock is involved.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TAnswer">What each item is answered.</typeparam>
public sealed class BatchWriter<TItem, TAnswer>
{
    private readonly Channel<Waiting> channel;
    private readonly BatchLimits limits;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TAnswer>>> write;
    private readonly Func<TItem, int> weightOf;
    private readonly LoopPulse pulse;
    private readonly BatchAnswers<TItem, TAnswer>? answers;

    /// <summary>Makes a writer; nothing is written before <see cref="RunAsync"/>.</summary>
    /// <param name="limits">How large a batch, and how long the queue, may become.</param>
    /// <param name="weightOf">An item's weight, in bytes or so.</param>
    /// <param name="write">Writes a batch and answers each item, in order.</param>
    /// <param name="pulse">Tells that the loop turns.</param>
    /// <param name="answers">Who answers items that are posted; null when none are.</param>
    public BatchWriter(
        BatchLimits limits,
        Func<TItem, int> weightOf,
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TAnswer>>> write,
        LoopPulse pulse,
        BatchAnswers<TItem, TAnswer>? answers = null)
    {
        this.answers = answers;
        this.limits = limits;
        this.weightOf = weightOf;
        this.write = write;
        this.pulse = pulse;
        channel = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(limits.WaitingMax) { SingleReader = true });
    }

    /// <summary>Hands an item in and waits for its answer; while the queue is full, waits for a place in it.</summary>
    /// <exception cref="ChannelClosedException">The writer takes no more.</exception>
    public async Task<TAnswer> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await channel.Writer.WriteAsync(new Waiting(item, answer), cancellationToken);
        return await answer.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Hands an item in and returns; its answer goes to the writer's <see cref="BatchAnswers{TItem,TAnswer}"/>. While
    /// the queue is full, waits for a place in it.
    /// </summary>
    /// <exception cref="ChannelClosedException">The writer takes no more.</exception>
    public ValueTask PostAsync(TItem item) =>
        channel.Writer.WriteAsync(new Waiting(item, Answer: null), CancellationToken.None);

    /// <summary>Takes no more items; <see cref="RunAsync"/> ends when those that wait are written.</summary>
    public void Complete() => channel.Writer.TryComplete();

    /// <summary>Writes until <see cref="Complete"/> was called and nothing waits.</summary>
    /// <param name="abort">Gives up; whatever waits ends as cancelled.</param>
    public async Task RunAsync(CancellationToken abort)
    {
        try
        {
            while (await channel.Reader.WaitToReadAsync(abort))
            {
                pulse.Working();
                await WriteApartAsync(TakeBatch(), abort);
                pulse.Idle();
            }
        }
        finally
        {
            Complete();
            while (channel.Reader.TryRead(out var waiting))
            {
                Fail(waiting, new OperationCanceledException(abort));
            }

            pulse.Idle();
        }
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>();
        var weight = 0L;
        while (batch.Count < limits.ItemsMax && weight < limits.WeightMax && channel.Reader.TryRead(out var waiting))
        {
            batch.Add(waiting);
            weight += weightOf(waiting.Item);
        }

        return batch;
    }

    // One row that the store cannot take must not fail its neighbours: a batch that is refused is written again in
    // halves.
    private async Task WriteApartAsync(List<Waiting> batch, CancellationToken abort)
    {
        var failure = await TryWriteAsync(batch, abort);
        if (failure is null)
        {
            return;
        }

        if (failure is StoreUnavailableException or OperationCanceledException || batch.Count == 1)
        {
            batch.ForEach(waiting => Fail(waiting, failure));
            return;
        }

        var half = batch.Count / 2;
        await WriteApartAsync(batch[..half], abort);
        await WriteApartAsync(batch[half..], abort);
    }

    private async Task<Exception?> TryWriteAsync(List<Waiting> batch, CancellationToken abort)
    {
        IReadOnlyList<TAnswer> given;
        try
        {
            given = await write(batch.ConvertAll(static waiting => waiting.Item), abort);
        }
        catch (Exception failure)
        {
            return failure;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            Answer(batch[i], given[i]);
        }

        return null;
    }

    private void Answer(Waiting waiting, TAnswer answer)
    {
        if (waiting.Answer is { } awaited)
        {
            awaited.TrySetResult(answer);
            return;
        }

        answers?.Answered(waiting.Item, answer);
    }

    private void Fail(Waiting waiting, Exception failure)
    {
        if (waiting.Answer is not { } awaited)
        {
            answers?.Failed(waiting.Item, failure);
        }
        else if (failure is OperationCanceledException cancelled)
        {
            awaited.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            awaited.TrySetException(failure);
        }
    }

    private readonly record struct Waiting(TItem Item, TaskCompletionSource<TAnswer>? Answer);
}
