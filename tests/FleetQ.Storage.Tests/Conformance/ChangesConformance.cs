using FleetQ.TestKit;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class ChangesConformance : StoreConformance
{
    [Fact]
    public async Task A_commit_of_another_process_is_told()
    {
        var other = await Fixture.OpenAsync();
        using var told = new SemaphoreSlim(0);
        using var subscription = Store.Changes.Subscribe(_ => told.Release());

        for (var i = 0; i < 3; i++)
        {
            await DrainAsync(told);
            await SubmitToAsync(other);

            Assert.True(await told.WaitAsync(Eventually.Patience, Token));
        }
    }

    [Fact]
    public async Task All_listeners_are_told_and_one_that_ended_is_not()
    {
        var other = await Fixture.OpenAsync();
        using var first = new SemaphoreSlim(0);
        using var second = new SemaphoreSlim(0);
        using var subscription = Store.Changes.Subscribe(_ => first.Release());
        var ended = Store.Changes.Subscribe(_ => second.Release());
        await SubmitToAsync(other);
        Assert.True(await first.WaitAsync(Eventually.Patience, Token));
        Assert.True(await second.WaitAsync(Eventually.Patience, Token));

        ended.Dispose();
        await DrainAsync(first);
        await DrainAsync(second);
        await SubmitToAsync(other);

        Assert.True(await first.WaitAsync(Eventually.Patience, Token));
        Assert.Equal(0, second.CurrentCount);
    }

    [Fact]
    public async Task Listening_can_end_and_begin_again()
    {
        var other = await Fixture.OpenAsync();
        Store.Changes.Subscribe(static _ => { }).Dispose();
        using var told = new SemaphoreSlim(0);

        using var subscription = Store.Changes.Subscribe(_ => told.Release());
        await DrainAsync(told);
        await SubmitToAsync(other);

        Assert.True(await told.WaitAsync(Eventually.Patience, Token));
    }

    private async Task SubmitToAsync(StoreHandle store) => await store.Submission.SubmitAsync([NewStep()], Token);

    // A hint may come for what was before; wait until it is quiet.
    private static async Task DrainAsync(SemaphoreSlim told)
    {
        while (await told.WaitAsync(TimeSpan.FromMilliseconds(50), Token))
        {
        }
    }
}
