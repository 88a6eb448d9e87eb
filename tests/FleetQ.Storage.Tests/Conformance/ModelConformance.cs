using CsCheck;

using FleetQ.Storage.Tests.Model;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>
/// Random histories: the store answers as the reference model does, and leaves the same rows. CsCheck prints the seed
/// and the shortest history that it found; CsCheck_Seed repeats it.
/// </summary>
public abstract class ModelConformance : StoreConformance
{
    /// <summary>How many histories of each kind; -1 leaves it to CsCheck: 100, or what CsCheck_Iter says.</summary>
    protected virtual int Histories => -1;

    [Fact]
    public async Task Any_calls_are_answered_as_the_model_answers_them() =>
        await CompareAsync(CallGen.InTurn.Select(static calls => new History(calls, [])));

    [Fact]
    public async Task Calls_at_once_end_as_if_they_came_one_after_the_other() => await CompareAsync(
        Gen.Select(
            CallGen.InTurn,
            CallGen.AtOnce.List[2, 3],
            static (first, atOnce) => new History(first, atOnce)));

    private async Task CompareAsync(Gen<History> histories)
    {
        var stores = new[] { Store, await Fixture.OpenAsync(), await Fixture.OpenAsync() };
        await histories.SampleAsync(
            async history =>
            {
                await Store.WipeAsync(Token);
                var difference = await history.CompareAsync(stores, AnswersWhole, Token);
                Assert.True(difference is null, difference);
            },
            iter: Histories,
            threads: 1);
    }
}
