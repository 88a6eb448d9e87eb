using FleetQ.Storage.Tests.Model;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>Two sessions and one claimed step, whatever the two do and whoever is first.</summary>
public abstract class InterleavingConformance : StoreConformance
{
    private const int Turns = 3;

    public static MatrixTheoryData<Move, Move> Pairs => new(Enum.GetValues<Move>(), Enum.GetValues<Move>());

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Two_moves_end_as_in_the_model_after_each_other_and_at_once(Move first, Move second)
    {
        var stores = new[] { Store, await Fixture.OpenAsync() };
        var histories = Enumerable.Repeat(new History(Moves.Before, [first.ToCall(), second.ToCall()]), Turns)
            .Prepend(new History([.. Moves.Before, first.ToCall(), second.ToCall()], []));

        foreach (var history in histories)
        {
            await Store.WipeAsync(Token);
            var difference = await history.CompareAsync(stores, Token);
            Assert.True(difference is null, difference);
        }
    }
}
