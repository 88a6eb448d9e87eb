using FleetQ.Storage.Postgres;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresSettingsTests : IAsyncLifetime
{
    private readonly LogLines log = new();
    private string connection = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        PostgresEngine.Require();
        connection = await (await PostgresServer.GetAsync()).MakeDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        log.Dispose();
        if (connection.Length > 0)
        {
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(connection);
        }
    }

    [Fact]
    public async Task The_effective_synchronous_commit_is_logged_and_a_durable_one_warns_nobody()
    {
        await OpenAndCloseAsync(connection);

        var found = Assert.Single(log.All, static line => line.EventId == StorageEventIds.ServerFound);
        Assert.Contains("synchronous_commit is 'on'", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(log.All, static line => line.EventId == StorageEventIds.ServerNotDurable);
    }

    [Fact]
    public async Task A_commit_that_does_not_wait_for_the_disk_is_warned_of()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        var name = (await database.ReadAsync("select current_database()"))[0];
        await database.RunAsync($"alter database {name} set synchronous_commit = off");

        await OpenAndCloseAsync(connection);

        var warning = Assert.Single(log.All, static line => line.EventId == StorageEventIds.ServerNotDurable);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains("synchronous_commit 'off'", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_keep_room_in_their_pages_and_are_vacuumed_often()
    {
        await OpenAndCloseAsync(connection);
        await using var database = await PostgresRawDatabase.OpenAsync(connection);

        var options = await database.ReadAsync(
            "select relname || ': ' || array_to_string(reloptions, ', ') from pg_class "
            + "where relkind = 'r' and reloptions is not null order by relname");

        Assert.Equal(
            [
                "fleet_state: fillfactor=50",
                "pod_health: fillfactor=50, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=200",
                "step_tracker: fillfactor=75, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=2000, "
                + "autovacuum_analyze_scale_factor=0.02, autovacuum_analyze_threshold=2000, "
                + "autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_vacuum_cost_delay=1",
            ],
            options);
    }

    private async Task OpenAndCloseAsync(string address)
    {
        var options = new PostgresStoreOptions { Connection = address };
        await using var store = await PostgresStore.OpenAsync(options, TimeProvider.System, log, Token);
    }
}
