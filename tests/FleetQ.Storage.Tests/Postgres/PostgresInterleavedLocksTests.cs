using FleetQ.Storage.Tests.Conformance;
using FleetQ.Storage.Tests.Model;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Storage.Tests.Postgres;

/// <summary>
/// Two sessions that meet at one row: a third holds its lock until the server says that the first waits for it, and the
/// second behind the first. So the second sees a row that changed under its statement.
/// </summary>
public sealed class PostgresInterleavedLocksTests : StoreConformance
{
    private const string HoldStep = "begin; select 1 from step_tracker where step_id = 'step' for update";

    private const string CountBlocked =
        "select count(*) from pg_stat_activity "
        + "where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0 "
        + "and wait_event in ('transactionid', 'tuple')";

    protected override IStoreFixture NewFixture() => PostgresEngine.NewFixture();

    [Theory]
    [MemberData(nameof(Moves.All), MemberType = typeof(Moves))]
    public async Task The_second_of_two_moves_sees_what_the_first_has_made_of_the_row(Move first)
    {
        var other = await Fixture.OpenAsync();
        await using var holder = await PostgresRawDatabase.OpenAsync(((PostgresStoreFixture)Fixture).Connection);
        await using var watch = await PostgresRawDatabase.OpenAsync(((PostgresStoreFixture)Fixture).Connection);
        foreach (var second in Enum.GetValues<Move>())
        {
            await Store.WipeAsync(Token);
            await MeetAsync(first, second, other, holder, watch);
        }
    }

    private async Task MeetAsync(
        Move first, Move second, StoreHandle other, PostgresRawDatabase holder, PostgresRawDatabase watch)
    {
        foreach (var call in Moves.Before)
        {
            await call.AskAsync(Store, Token);
        }

        await holder.RunAsync(HoldStep);
        var one = await AskUntilBlockedAsync(first, Store, watch, blocked: 1);
        var two = await AskUntilBlockedAsync(second, other, watch, blocked: one.IsCompleted ? 1 : 2);
        var (isOneFree, isTwoFree) = (one.IsCompleted, two.IsCompleted);
        await holder.RunAsync("rollback");

        var found = $"{await one}\n{await two}\n{await StoreCalls.ReadAll.AskAsync(Store, Token)}";

        // What did not wait for the lock did not want the row, and happened before the one that waited.
        var expected = isTwoFree && !isOneFree
            ? await FollowAsync(second, first, isTurned: true)
            : await FollowAsync(first, second, isTurned: false);
        Assert.True(expected == found, $"{first}, then {second}: expected\n{expected}\nand found\n{found}");
    }

    private static async Task<Task<string>> AskUntilBlockedAsync(
        Move move, StoreHandle store, PostgresRawDatabase watch, int blocked)
    {
        var asked = Task.Run(() => move.ToCall().AskAsync(store, Token), Token);
        await Eventually.TrueAsync(
            async () => asked.IsCompleted
                || (await watch.ReadAsync(CountBlocked))[0] == $"{blocked}");
        return asked;
    }

    private static async Task<string> FollowAsync(Move first, Move second, bool isTurned)
    {
        var model = new MemoryStoreState(new FakeTimeProvider(TimeProvider.System.GetUtcNow())).ToHandle();
        foreach (var call in Moves.Before)
        {
            await call.AskAsync(model, Token);
        }

        var one = await first.ToCall().AskAsync(model, Token);
        var two = await second.ToCall().AskAsync(model, Token);
        var rows = await StoreCalls.ReadAll.AskAsync(model, Token);
        return isTurned ? $"{two}\n{one}\n{rows}" : $"{one}\n{two}\n{rows}";
    }
}
