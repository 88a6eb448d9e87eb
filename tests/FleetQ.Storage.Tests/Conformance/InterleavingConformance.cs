using FleetQ.Storage.Tests.Model;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>Two sessions and one claimed step, whatever the two do and whoever is first.</summary>
public abstract class InterleavingConformance : StoreConformance
{
    private const int Races = 2;

    [Theory]
    [MemberData(nameof(Moves.All), MemberType = typeof(Moves))]
    public async Task A_move_and_any_other_end_as_in_the_model_after_each_other_and_at_once(Move first)
    {
        var stores = new[] { Store, await Fixture.OpenAsync() };
        var histories = Enum.GetValues<Move>().Select(second => (First: first.ToCall(), Second: second.ToCall()))
            .SelectMany(static pair => Enumerable.Repeat(new History(Moves.Before, [pair.First, pair.Second]), Races)
                .Prepend(new History([.. Moves.Before, pair.First, pair.Second], [])));

        foreach (var history in histories)
        {
            await Store.WipeAsync(Token);
            var difference = await history.CompareAsync(stores, AnswersWhole, Token);
            Assert.True(difference is null, $"{history}\n{difference}");
        }
    }
}
