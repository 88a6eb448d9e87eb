using System.Globalization;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeSchemaTests : IAsyncLifetime
{
    private const string DescribeSchema =
        "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable "
        + "from information_schema.columns where table_schema = current_schema() order by 1";

    private string connection = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SnowflakeAccount.Absence is not null, SnowflakeAccount.Absence ?? "");
        connection = await (await SnowflakeDatabases.GetAsync()).MakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.Length > 0)
        {
            await SnowflakeDatabases.DropAsync(connection);
        }
    }

    [Fact]
    public async Task Migrations_add_up_to_the_schema_that_readers_see()
    {
        var script = SqlCatalog.Of(typeof(SnowflakeStore).Assembly).Get("schema");
        var read = await (await SnowflakeDatabases.GetAsync()).MakeAsync();
        foreach (var statement in script.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await SnowflakeDatabases.RunAsync(read, statement.TrimEnd(';'));
        }

        await (await OpenAsync()).DisposeAsync();

        Assert.Equal(
            await SnowflakeDatabases.ReadAsync(read, DescribeSchema),
            await SnowflakeDatabases.ReadAsync(connection, DescribeSchema));
        Assert.Equal(
            await SnowflakeDatabases.ReadAsync(read, "select schema_version from fleet_state"),
            await SnowflakeDatabases.ReadAsync(connection, "select schema_version from fleet_state"));
        await SnowflakeDatabases.DropAsync(read);
    }

    [Fact]
    public async Task Hybrid_tables_have_the_same_columns()
    {
        var hybrid = await (await SnowflakeDatabases.GetAsync()).MakeAsync();
        await (await OpenAsync()).DisposeAsync();

        await (await OpenAsync(hybrid, tables: SnowflakeTables.Hybrid)).DisposeAsync();

        Assert.Equal(
            (await SnowflakeDatabases.ReadAsync(connection, DescribeSchema)).Select(WithoutNullability),
            (await SnowflakeDatabases.ReadAsync(hybrid, DescribeSchema)).Select(WithoutNullability));
        Assert.Equal(
            ["3"],
            await SnowflakeDatabases.ReadAsync(
                hybrid,
                "select count(*) from information_schema.tables "
                + "where table_schema = current_schema() and is_hybrid = 'YES'"));
        await SnowflakeDatabases.DropAsync(hybrid);
    }

    [Fact]
    public async Task Many_hosts_can_start_on_one_new_schema_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync())));

        foreach (var store in stores)
        {
            await store.Reading.PingAsync(Token);
            await store.DisposeAsync();
        }

        Assert.Equal(["1"], await SnowflakeDatabases.ReadAsync(connection, "select count(*) from fleet_state"));
    }

    [Fact]
    public async Task A_migration_that_was_cut_off_is_run_again()
    {
        var script = SqlCatalog.Of(typeof(SnowflakeStore).Assembly).Get("migrations/0001_create_steps");
        await SnowflakeDatabases.RunAsync(connection, script.Split(";\n")[0]);

        await using var store = await OpenAsync();

        await store.Reading.PingAsync(Token);
        Assert.Equal(
            [SqlCatalog.Of(typeof(SnowflakeStore).Assembly).Migrations.Count.ToString(CultureInfo.InvariantCulture)],
            await SnowflakeDatabases.ReadAsync(connection, "select schema_version from fleet_state"));
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused_and_left_alone()
    {
        await SnowflakeDatabases.RunAsync(connection, "create table invoices (id integer)");

        await RefuseAsync("none of FleetQ's", connection);

        Assert.Equal(
            ["INVOICES"],
            await SnowflakeDatabases.ReadAsync(
                connection,
                "select table_name from information_schema.tables where table_schema = current_schema()"));
    }

    [Theory]
    [InlineData("update fleet_state set schema_version = 99", "schema version 99; this host knows versions up to")]
    [InlineData("delete from fleet_state", "no schema version")]
    [InlineData("drop table step_tracker", "A database, schema or table is not there")]
    [InlineData("alter table pod_health drop column beat", "changed by hand")]
    public async Task Tables_that_are_not_those_of_this_host_are_refused(string change, string sentence)
    {
        await (await OpenAsync()).DisposeAsync();
        await SnowflakeDatabases.RunAsync(connection, change);

        await RefuseAsync(sentence, connection);
    }

    [Theory]
    [InlineData("host=127.0.0.1;port=1;scheme=http;account=a;db=D;token=t", "FLEET_Q_SNOWFLAKE_ACCOUNT")]
    [InlineData("host=127.0.0.1;port=1;scheme=http;account=a;db=D;password=p;user=u", "use snowflake_jwt with a key")]
    [InlineData("host=127.0.0.1;port=1;scheme=http;account=a;db=D", "use snowflake_jwt with a key")]
    [InlineData("acount=a;db=D", "did you mean 'account'?")]
    public async Task An_address_that_leads_nowhere_is_refused_with_what_to_do(string address, string sentence) =>
        await RefuseAsync(sentence, address);

    [Fact]
    public async Task A_database_that_is_not_there_is_refused() =>
        await RefuseAsync("create database and schema", With("schema", "NO_SUCH_SCHEMA"));

    [Fact]
    public async Task The_driver_that_is_asked_for_and_not_there_is_refused_by_its_folder()
    {
        var exception = await Assert.ThrowsAsync<StoreUnusableException>(
            () => OpenAsync(connection, transport: SnowflakeTransport.Driver));

        Assert.Contains("nowhere", exception.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet publish", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_checks_sizes_itself()
    {
        await (await OpenAsync()).DisposeAsync();
        const string insert =
            "insert into step_tracker (seq, step_id, status, task_type, max_retries, created_ts, updated_ts, payload) "
            + "select 1, 'a', 'pending', 'echo', 1, 0, 0, ";

        await Assert.ThrowsAnyAsync<Exception>(
            () => SnowflakeDatabases.RunAsync(connection, insert + "repeat('x', 3000000)"));
        await SnowflakeDatabases.RunAsync(connection, insert + "'{}'");
    }

    private static string WithoutNullability(string column) => column[..column.LastIndexOf(' ')];

    private string With(string name, string value) =>
        new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connection, [name] = value }
            .ConnectionString;

    private async Task RefuseAsync(string sentence, string address)
    {
        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync(address));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    private Task<SnowflakeStore> OpenAsync(
        string? address = null,
        SnowflakeTables tables = SnowflakeTables.Standard,
        SnowflakeTransport transport = SnowflakeTransport.Rest) => SnowflakeStore.OpenAsync(
        new SnowflakeStoreOptions
        {
            Connection = address ?? connection,
            Transport = transport,
            DriverFolder = Path.Combine(Path.GetTempPath(), "nowhere"),
            Tables = tables,
            Retry = new StoreRetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(5) },
        },
        TimeProvider.System,
        NullLoggerFactory.Instance,
        Token);
}
