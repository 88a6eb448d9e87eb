using FleetQ.Engine.Storage;
using FleetQ.Storage.Postgres;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresSchemaTests : IAsyncLifetime
{
    private const string DescribeSchema =
        "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' "
        + "|| coalesce(column_default, '') || coalesce(collation_name, '') from information_schema.columns "
        + "where table_schema = 'public' "
        + "union all select indexdef from pg_indexes where schemaname = 'public' "
        + "union all select relname || ' ' || cast(reloptions as text) from pg_class where reloptions is not null "
        + "union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint "
        + "where connamespace = cast('public' as regnamespace) "
        + "union all select cast(schema_version as text) from fleet_state order by 1";

    private string connection = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        PostgresEngine.Require();
        connection = await (await PostgresServer.GetAsync()).MakeDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.Length > 0)
        {
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(connection);
        }
    }

    [Fact]
    public async Task Migrations_add_up_to_the_schema_that_readers_see()
    {
        var catalog = SqlCatalog.Of(typeof(PostgresStore).Assembly);
        await (await OpenAsync()).DisposeAsync();
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        var migrated = await database.ReadAsync(DescribeSchema);

        await database.RunAsync("drop schema public cascade; create schema public");
        await database.RunAsync(catalog.Get("schema"));

        Assert.Equal(await database.ReadAsync(DescribeSchema), migrated);
        Assert.Contains($"{catalog.Migrations.Count}", migrated);
    }

    [Fact]
    public async Task Many_hosts_can_start_on_one_new_database_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync())));

        foreach (var store in stores)
        {
            await store.Reading.PingAsync(Token);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        await database.RunAsync("create table invoices (id integer)");

        await RefuseAsync("none of FleetQ's", connection);

        Assert.Equal(
            ["invoices"], await database.ReadAsync("select tablename from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task Another_schema_of_a_shared_database_can_be_the_store()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        await database.RunAsync("create table invoices (id integer); create schema fleetq");

        await using var store = await OpenAsync(connection + ";Search Path=fleetq");

        await store.Reading.PingAsync(Token);
        Assert.Equal(["3"], await database.ReadAsync("select count(*) from pg_tables where schemaname = 'fleetq'"));
    }

    [Theory]
    [InlineData("update fleet_state set schema_version = 99", "schema version 99; this host knows versions up to")]
    [InlineData("delete from fleet_state", "no schema version")]
    [InlineData("drop table step_tracker", "changed by hand")]
    [InlineData("alter table pod_health drop column beat", "changed by hand")]
    public async Task Tables_that_are_not_those_of_this_host_are_refused(string change, string sentence)
    {
        await (await OpenAsync()).DisposeAsync();
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        await database.RunAsync(change);

        await RefuseAsync(sentence, connection);
    }

    [Fact]
    public async Task A_migration_that_was_cut_off_left_nothing()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        var catalog = SqlCatalog.Of(typeof(PostgresStore).Assembly);
        await database.RunAsync("begin");
        await database.RunAsync(catalog.Get(catalog.Migrations[0]));
        await database.DisposeAsync();

        await using var store = await OpenAsync();

        await store.Reading.PingAsync(Token);
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_refused()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await database.RunAsync($"alter database {name} set default_transaction_read_only = on");

        await RefuseAsync("is set to read-only. Name the server that takes writes", connection);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused_by_name() =>
        await RefuseAsync("create it, or name another in FLEET_Q_POSTGRES", With(database: "no_such_database"));

    [Fact]
    public async Task A_user_that_is_not_there_is_refused() =>
        await RefuseAsync("Check user and password in FLEET_Q_POSTGRES", With(user: "nobody_here"));

    [Fact]
    public async Task A_user_without_rights_is_refused_with_what_to_grant()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        var user = $"guest_{Environment.ProcessId}";
        await database.RunAsync($"revoke create on schema public from public; create role {user} login");

        await RefuseAsync("grant create, usage on schema", With(user: user));

        await database.RunAsync($"drop role {user}");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_refused_after_a_few_tries()
    {
        var address = new NpgsqlConnectionStringBuilder(connection) { Port = 1 }.ConnectionString;

        await RefuseAsync("Check that the server runs and that FLEET_Q_POSTGRES names its host and port", address);
    }

    [Fact]
    public async Task The_store_checks_sizes_itself()
    {
        await (await OpenAsync()).DisposeAsync();
        await using var database = await PostgresRawDatabase.OpenAsync(connection);
        const string insert =
            "insert into step_tracker (step_id, status, task_type, max_retries, created_ts, updated_ts, payload) "
            + "values ('a', 'pending', 'echo', 1, 0, 0, ";

        await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(insert + "repeat('x', 3000000))"));
        await database.RunAsync(insert + "'{}')");
    }

    private string With(string? database = null, string? user = null)
    {
        var address = new NpgsqlConnectionStringBuilder(connection);
        address.Database = database ?? address.Database;
        address.Username = user ?? address.Username;
        return address.ConnectionString;
    }

    private async Task RefuseAsync(string sentence, string address)
    {
        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync(address));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    private Task<PostgresStore> OpenAsync(string? address = null) => PostgresStore.OpenAsync(
        new PostgresStoreOptions
        {
            Connection = address ?? connection,
            Retry = new StoreRetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(5) },
        },
        TimeProvider.System,
        NullLoggerFactory.Instance,
        Token);
}
