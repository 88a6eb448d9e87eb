using System.Text.RegularExpressions;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Sqlite;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed partial class SqliteSchemaTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-schema-");

    private string File => Path.Combine(folder.FullName, "fleetq.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Migrations_add_up_to_the_schema_that_readers_see()
    {
        var catalog = SqlCatalog.Of(typeof(SqliteStore).Assembly);
        using var migrated = SqliteDatabase.Open(":memory:");
        using var described = SqliteDatabase.Open(":memory:");

        foreach (var name in catalog.Migrations)
        {
            migrated.Run(catalog.Get(name));
        }

        migrated.Run($"update fleet_state set schema_version = {catalog.Migrations.Count}");
        described.Run(catalog.Get("schema"));

        Assert.Equal(SchemaOf(described), SchemaOf(migrated));
        Assert.NotEmpty(SchemaOf(migrated));
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap()
    {
        var migrations = SqlCatalog.Of(typeof(SqliteStore).Assembly).Migrations;

        Assert.Equal(
            Enumerable.Range(1, migrations.Count),
            migrations.Select(static name => int.Parse(name.AsSpan("migrations/".Length, 4), provider: null)));
    }

    [Fact]
    public async Task A_new_file_is_made_with_its_folder_and_is_ready()
    {
        var path = Path.Combine(folder.FullName, "deep", "er", "fleetq.db");

        await using var store = await OpenAsync(new SqliteStoreOptions { Path = path });

        await store.Reading.PingAsync(TestContext.Current.CancellationToken);
        using var database = SqliteDatabase.Open(path);
        Assert.Equal(["wal"], database.Read("pragma journal_mode"));
        Assert.Equal(["2"], database.Read("pragma auto_vacuum"));
    }

    [Fact]
    public async Task Many_hosts_can_start_on_one_new_file_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync())));

        foreach (var store in stores)
        {
            await store.Reading.PingAsync(TestContext.Current.CancellationToken);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_name()
    {
        await System.IO.File.WriteAllTextAsync(
            File, new string('x', 4_096), TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync());

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        Assert.Contains("name another file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        using (var database = SqliteDatabase.Open(File))
        {
            database.Run("create table invoices (id integer)");
        }

        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync());

        Assert.Contains("none of FleetQ's", exception.Message, StringComparison.Ordinal);
        using var after = SqliteDatabase.Open(File);
        Assert.Equal(["invoices"], after.Read("select name from sqlite_schema"));
    }

    [Fact]
    public async Task The_schema_of_a_newer_host_is_refused_with_both_versions()
    {
        await (await OpenAsync()).DisposeAsync();
        using (var database = SqliteDatabase.Open(File))
        {
            database.Run("update fleet_state set schema_version = 99");
        }

        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync());

        Assert.Matches("schema version 99; this host knows versions up to [0-9]+", exception.Message);
    }

    [Fact]
    public async Task A_file_that_another_program_holds_for_long_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        using var database = SqliteDatabase.Open(File);
        database.Run("begin immediate");
        var options = new SqliteStoreOptions
        {
            Path = File,
            BusyTimeout = TimeSpan.FromMilliseconds(20),
            Retry = new StoreRetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(5) },
        };

        var exception = await Assert.ThrowsAsync<StoreUnusableException>(() => OpenAsync(options));

        Assert.Contains("holds the file", exception.Advice, StringComparison.Ordinal);
        database.Run("rollback");
        await (await OpenAsync(options)).DisposeAsync();
    }

    [Fact]
    public async Task A_path_whose_folder_cannot_be_made_is_refused()
    {
        await System.IO.File.WriteAllTextAsync(File, "", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StoreUnusableException>(
            () => OpenAsync(new SqliteStoreOptions { Path = Path.Combine(File, "fleetq.db") }));

        Assert.Contains("FLEET_Q_SQLITE_DB_PATH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_names_a_folder_is_refused()
    {
        var exception = await Assert.ThrowsAsync<StoreUnusableException>(
            () => OpenAsync(new SqliteStoreOptions { Path = folder.FullName }));

        Assert.Contains("Check that the path names a file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_checks_sizes_itself()
    {
        await using var fixture = new SqliteStoreFixture();
        await fixture.OpenAsync();
        using var database = SqliteDatabase.Open(fixture.Path);
        const string insert =
            "insert into step_tracker (step_id, status, task_type, max_retries, created_ts, updated_ts, payload) "
            + "values ";

        Assert.ThrowsAny<Microsoft.Data.Sqlite.SqliteException>(
            () => database.Run(insert + "('a', 'pending', 'echo', 1, 0, 0, replace(zeroblob(3000000), x'00', 'x'))"));
        Assert.ThrowsAny<Microsoft.Data.Sqlite.SqliteException>(
            () => database.Run(insert + "('a', 'pending', 'echo', '12abc', 0, 0, '{}')"));
        database.Run(insert + "('a', 'pending', 'echo', 1, 0, 0, '{}')");
    }

    private Task<SqliteStore> OpenAsync(SqliteStoreOptions? options = null) => SqliteStore.OpenAsync(
        options ?? new SqliteStoreOptions { Path = File },
        TimeProvider.System,
        NullLoggerFactory.Instance,
        TestContext.Current.CancellationToken);

    // SQLite keeps the text of what was run, and puts a column that was added before the end, without a blank.
    private static IReadOnlyList<string> SchemaOf(SqliteDatabase database) =>
    [
        .. database.Read("select type, name, sql from sqlite_schema order by type, name")
            .Select(static line => Blanks().Replace(line, "")),
        .. database.Read("select id, schema_version, last_recovery_ts from fleet_state"),
    ];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
