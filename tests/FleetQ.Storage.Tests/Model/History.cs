using FleetQ.Engine.Storage;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Storage.Tests.Model;

/// <summary>Calls one after the other, then some at once.</summary>
internal sealed record History(IReadOnlyList<StoreCall> First, IReadOnlyList<StoreCall> AtOnce)
{
    public override string ToString() => string.Join('\n', First)
        + (AtOnce.Count == 0 ? "" : $"\nat once:\n{string.Join('\n', AtOnce)}");

    /// <summary>
    /// Asks a store, and the model the same in each order in which what was asked at once can have happened.
    /// </summary>
    /// <param name="stores">The same store, opened once for each of those that ask at once; empty.</param>
    /// <param name="answersWhole">Whether an answer tells all that its call did, also when others are at the same
    /// rows.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>How they differ; null when the store did what some order explains.</returns>
    public async Task<string?> CompareAsync(
        IReadOnlyList<StoreHandle> stores, bool answersWhole, CancellationToken token)
    {
        var (answers, model) = (await AskInTurnAsync(First, stores[0], token), NewModel());
        var expected = await AskInTurnAsync(First, model, token);
        if (!answers.SequenceEqual(expected))
        {
            var place = Enumerable.Range(0, First.Count).First(i => answers[i] != expected[i]);
            return $"'{First[place]}' (call {place + 1}) was answered\n  {answers[place]}\nand the model says\n  "
                + expected[place];
        }

        using var start = new ManualResetEventSlim();
        var asked = AtOnce.Select((call, place) => Task.Run(
            async () =>
            {
                start.Wait(token);
                var answer = await FindAnswerAsync(call, stores[place % stores.Count], token);
                return answersWhole ? answer ?? "no answer" : null;
            },
            token)).ToList();
        start.Set();
        var found = new Ending(await Task.WhenAll(asked), await StoreCalls.ReadAll.AskAsync(stores[0], token));
        var explained = new List<Ending>();
        foreach (var order in OrdersOf([.. Enumerable.Range(0, AtOnce.Count)]))
        {
            explained.Add(await FollowAsync(order, token));
            if (found.IsLike(explained[^1]))
            {
                return null;
            }
        }

        return $"the store ended as\n{found}\nand the model as\n{string.Join("\nor as\n", explained)}";
    }

    private async Task<Ending> FollowAsync(IReadOnlyList<int> order, CancellationToken token)
    {
        var model = NewModel();
        await AskInTurnAsync(First, model, token);
        var answers = new string[order.Count];
        foreach (var place in order)
        {
            answers[place] = await AtOnce[place].AskAsync(model, token);
        }

        return new Ending(answers, await StoreCalls.ReadAll.AskAsync(model, token));
    }

    private static async Task<IReadOnlyList<string>> AskInTurnAsync(
        IEnumerable<StoreCall> calls, StoreHandle store, CancellationToken token)
    {
        var answers = new List<string>();
        foreach (var call in calls)
        {
            answers.Add(await call.AskAsync(store, token));
        }

        return answers;
    }

    // After such an error nobody knows what was done; the rows must do without an answer.
    private static async Task<string?> FindAnswerAsync(StoreCall call, StoreHandle store, CancellationToken token)
    {
        try
        {
            return await call.AskAsync(store, token);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static StoreHandle NewModel() =>
        new MemoryStoreState(new FakeTimeProvider(TimeProvider.System.GetUtcNow())).ToHandle();

    private static IEnumerable<IReadOnlyList<int>> OrdersOf(IReadOnlyList<int> places) => places.Count < 2
        ? [places]
        : places.SelectMany(first =>
            OrdersOf([.. places.Where(place => place != first)]).Select(rest => (IReadOnlyList<int>)[first, .. rest]));

    private sealed record Ending(IReadOnlyList<string?> Answers, string Rows)
    {
        public bool IsLike(Ending other) => Rows == other.Rows
            && Answers.Zip(other.Answers).All(static pair => pair.First is null || pair.First == pair.Second);

        public override string ToString() => $"{string.Join('\n', Answers)}\n{Rows}";
    }
}
