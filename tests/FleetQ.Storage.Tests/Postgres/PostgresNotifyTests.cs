using FleetQ.Storage.Tests.Conformance;
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
        var told = 0;
        listener.Notification += (_, _) => told++;
        await using (var listen = new NpgsqlCommand("listen fleetq_changes", listener))
        {
            await listen.ExecuteNonQueryAsync(Token);
        }

        await Task.WhenAll(
            Enumerable.Range(0, Writes).Select(_ => Store.Submission.SubmitAsync([NewStep(), NewStep()], Token)));
        await WaitUntilQuietAsync(listener);
        var burst = told;
        await Store.Submission.SubmitAsync([NewStep()], Token);
        await WaitUntilQuietAsync(listener);

        TestContext.Current.TestOutputHelper!.WriteLine($"{Writes} writes, {burst} notifications");
        Assert.InRange(burst, 1, Writes);
        Assert.Equal(1, told - burst);
    }

    [Fact]
    public async Task A_claim_and_a_beat_tell_nobody()
    {
        var pod = await RegisterAsync();
        await using var listener = new NpgsqlConnection(((PostgresStoreFixture)Fixture).Connection);
        await listener.OpenAsync(Token);
        var told = 0;
        await using (var listen = new NpgsqlCommand("listen fleetq_changes", listener))
        {
            await listen.ExecuteNonQueryAsync(Token);
        }

        await WaitUntilQuietAsync(listener);
        listener.Notification += (_, _) => told++;
        for (var i = 0; i < 20; i++)
        {
            await ClaimAsync(pod);
            await Store.Pods.BeatAsync(pod, running: 0, Token);
        }

        await WaitUntilQuietAsync(listener);
        Assert.Equal(0, told);
    }

    private static async Task WaitUntilQuietAsync(NpgsqlConnection listener)
    {
        while (await listener.WaitAsync(TimeSpan.FromMilliseconds(300), Token))
        {
        }
    }
}
