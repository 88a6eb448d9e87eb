using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit;
using FleetQ.TestKit.Stores;

using Npgsql;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresNotifyTests : StoreConformance
{
    protected override IStoreFixture NewFixture() => PostgresEngine.NewFixture();

    [Fact]
    public async Task A_burst_of_writes_is_told_at_most_once_for_each_write()
    {
        const int Writes = 200;
        await using var listener = new NpgsqlConnection(((PostgresStoreFixture)Fixture).Connection);
        await listener.OpenAsync(Token);
        var told = new List<string>();
        listener.Notification += (_, notice) => told.Add(notice.Payload);
        await using (var listen = new NpgsqlCommand("listen fleetq_changes", listener))
        {
            await listen.ExecuteNonQueryAsync(Token);
        }

        await Task.WhenAll(
            Enumerable.Range(0, Writes).Select(_ => Store.Submission.SubmitAsync([NewStep(), NewStep()], Token)));
        Assert.True(await listener.WaitAsync(Eventually.Patience, Token));
        await WaitUntilQuietAsync(listener);
        var sender = SenderOf(told[0]);

        // By another one, so that what is told late of the burst is not taken for it.
        await (await Fixture.OpenAsync()).Submission.SubmitAsync([NewStep()], Token);
        while (told.TrueForAll(notice => SenderOf(notice) == sender))
        {
            Assert.True(await listener.WaitAsync(Eventually.Patience, Token));
        }

        await WaitUntilQuietAsync(listener);
        var burst = told.Count(notice => SenderOf(notice) == sender);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Writes} writes, {burst} notifications");
        Assert.InRange(burst, 1, Writes);
        Assert.Single(told, notice => SenderOf(notice) != sender);
    }

    [Fact]
    public async Task A_claim_and_a_beat_tell_nobody()
    {
        await using var listener = new NpgsqlConnection(((PostgresStoreFixture)Fixture).Connection);
        await listener.OpenAsync(Token);
        await using (var listen = new NpgsqlCommand("listen fleetq_changes", listener))
        {
            await listen.ExecuteNonQueryAsync(Token);
        }

        var told = 0;
        var pod = await RegisterAsync();
        Assert.True(await listener.WaitAsync(Eventually.Patience, Token));
        listener.Notification += (_, _) => told++;
        for (var i = 0; i < 20; i++)
        {
            await ClaimAsync(pod);
            await Store.Pods.BeatAsync(pod, running: 0, Token);
        }

        await WaitUntilQuietAsync(listener);
        Assert.Equal(0, told);
    }

    private static string SenderOf(string notice) => notice[(notice.LastIndexOf(' ') + 1)..];

    private static async Task WaitUntilQuietAsync(NpgsqlConnection listener)
    {
        while (await listener.WaitAsync(TimeSpan.FromMilliseconds(300), Token))
        {
        }
    }
}
