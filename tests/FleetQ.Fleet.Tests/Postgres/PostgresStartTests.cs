using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

using Npgsql;

namespace FleetQ.Fleet.Tests.Postgres;

public sealed class PostgresStartTests(PostgresServerFixture server) : IClassFixture<PostgresServerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_stops_the_start_and_is_not_shown()
    {
        await server.Running.RunAsync("create role locked login password 'right'");
        await server.Running.DemandPasswordAsync("locked");

        await AssertRefusedAsync(
            With("locked", address => address.Password = "wr0ng-s3cret"),
            "Check user and password in FLEET_Q_POSTGRES");
        await AssertRefusedAsync(With("locked"), "Check user, password and SSL Mode in FLEET_Q_POSTGRES");
    }

    [Fact]
    public Task An_unknown_role_stops_the_start() =>
        AssertRefusedAsync(With("nobody_here"), "Check user and password in FLEET_Q_POSTGRES");

    [Fact]
    public Task A_database_that_is_not_there_stops_the_start() => AssertRefusedAsync(
        With(change: address => address.Database = "no_such"),
            "\"no_such\" does not exist", "There is no such database");

    [Fact]
    public async Task A_role_that_may_make_no_tables_stops_the_start_with_what_to_grant()
    {
        await server.Running.RunAsync("create role reader login");

        await AssertRefusedAsync(With("reader"), "grant create, usage on schema");
    }

    [Fact]
    public async Task A_role_that_may_not_write_stops_the_start_with_what_to_grant()
    {
        var database = await server.Running.MakeDatabaseAsync("made_by_another");
        await MigrateAsync(database);
        await server.Running.RunAsync(
            "create role halfway login; grant select on all tables in schema public to halfway; "
            + "grant insert, update, delete on pod_health, fleet_state to halfway",
            database);

        await AssertRefusedAsync(
            With("halfway", address => address.Database = "made_by_another"),
            "grant delete, insert, update on step_tracker to the user");
    }

    [Fact]
    public async Task A_read_only_database_stops_the_start()
    {
        var database = await server.Running.MakeDatabaseAsync("frozen");
        await server.Running.RunAsync("alter database frozen set default_transaction_read_only = on");

        await AssertRefusedAsync(database, "is set to read-only. Name the server that takes writes");
    }

    [Fact]
    public async Task A_standby_stops_the_start()
    {
        using var standby = await server.Running.StartStandbyAsync();

        await AssertRefusedAsync(standby.Connection, "is a standby, which takes no writes. Name the server");
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_waited_for_and_then_the_start_says_so()
    {
        using var standby = await server.Running.StartStandbyAsync(answers: false);

        await AssertRefusedAsync(standby.Connection, "The server starts or stops: wait, or look into its log");
    }

    [Fact]
    public async Task A_server_that_becomes_ready_while_the_pod_waits_lets_it_start()
    {
        using var standby = await server.Running.StartStandbyAsync(answers: false);
        await using var fleet = await MakeFleetAsync(standby.Connection);
        var host = fleet.Launch("pod-1", PodSettings.Calm with
        {
            Others = new Dictionary<string, string?>
            {
                ["BACKOFF_MAX_ATTEMPTS"] = "100",
                ["BACKOFF_MAX_DELAY_MS"] = "2000",
            },
        });
        await Eventually.HoldsAsync(
            "the pod waits",
            Eventually.Patience,
            () => Task.FromResult(host.HasLogged("operating/prepare_schema")),
            Token);

        await standby.PromoteAsync();

        await host.WaitUntilReadyAsync(Token);
    }

    [Theory]
    [InlineData("update fleet_state set schema_version = 99", "schema version 99", "start that version or a newer one")]
    [InlineData("delete from fleet_state", "has no schema version", "restore a backup")]
    [InlineData("drop table step_tracker", "", "FleetQ's tables were changed by hand")]
    public async Task Tables_of_a_half_done_or_another_migration_stop_the_start(
        string change, string fact, string advice)
    {
        var name = $"half_done_{change[0]}{change[^1]}";
        var database = await server.Running.MakeDatabaseAsync(name.Replace("9", "", StringComparison.Ordinal));
        await MigrateAsync(database);
        await server.Running.RunAsync(change, database);

        await AssertRefusedAsync(database, fact, advice);
    }

    [Theory]
    [InlineData("Hots=127.0.0.1;Database=fleetq;Password=wr0ng-s3cret", "'Hots'", "Did you mean 'Host'?")]
    [InlineData("postgresql://a:wr0ng-s3cret@127.0.0.1/fleetq?sslmod=require", "'sslmod'", "Did you mean 'sslmode'?")]
    public Task A_typo_in_the_connection_stops_the_start_with_the_word_that_was_meant(
        string connection, string fact, string question) => AssertRefusedAsync(connection, fact, question);

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=fleetq;Username=fleetq")]
    [InlineData("Host=no-such-host.invalid;Database=fleetq;Username=fleetq")]
    public Task A_server_that_is_not_there_stops_the_start(string connection) => AssertRefusedAsync(
        connection, "Check that the server runs and that FLEET_Q_POSTGRES names its host and port");

    private static Task<FleetInABox> MakeFleetAsync(string connection) => FleetInABox.MakeAsync(
        PodSettings.Calm, (_, _) => Task.FromResult<IFleetStore>(new PostgresFleetStore(connection)), Token);

    private static async Task AssertRefusedAsync(string connection, params string[] sentences)
    {
        await using var fleet = await MakeFleetAsync(connection);

        var (exitCode, log) = await fleet.RunToEndAsync(PodSettings.Calm, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("FleetQ does not start", log, StringComparison.Ordinal);
        Assert.All(sentences, sentence => Assert.Contains(sentence, log, StringComparison.Ordinal));
        Assert.DoesNotContain("   at FleetQ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-s3cret", log, StringComparison.Ordinal);
    }

    private static async Task MigrateAsync(string database)
    {
        await using var fleet = await MakeFleetAsync(database);
        await fleet.StartPodAsync("pod-1", Token);
    }

    private string With(string? role = null, Action<NpgsqlConnectionStringBuilder>? change = null)
    {
        var address = new NpgsqlConnectionStringBuilder(server.Running.Connection);
        address.Username = role ?? address.Username;
        change?.Invoke(address);
        return address.ConnectionString;
    }
}
