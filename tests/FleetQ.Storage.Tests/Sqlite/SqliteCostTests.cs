using FleetQ.Storage.Sqlite;
using FleetQ.TestKit.Stores;

using Microsoft.Data.Sqlite;

using static SQLitePCL.raw;

namespace FleetQ.Storage.Tests.Sqlite;

/// <summary>What a claim does, in steps of the virtual machine: a count that a busy machine does not change.</summary>
public sealed class SqliteCostTests : IAsyncLifetime
{
    private const double GrowthMax = 1.5;

    private static readonly string Claim = SqlCatalog.Of(typeof(SqliteStore).Assembly).Get("claiming/claim_steps");

    private readonly SqliteStoreFixture fixture = new();
    private SqliteConnection? connection;

    public async ValueTask InitializeAsync()
    {
        await fixture.OpenAsync();
        connection = new SqliteConnection($"Data Source={fixture.Path};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Run("insert into pod_health (pod_id, incarnation, state, birth_ts, beat_ts, capacity_max, version, host_name) "
            + "values ('pod-a', 'i', 'active', 0, 0, 1, '', '')");
    }

    public async ValueTask DisposeAsync()
    {
        await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        await fixture.DisposeAsync();
    }

    [Fact]
    public void A_claim_costs_the_same_whatever_has_ended()
    {
        Fill(1_000, "'pending'");
        var before = CountSteps();

        Fill(40_000, "'completed'");

        AssertFlat(before, CountSteps());
    }

    [Fact]
    public void A_claim_costs_the_same_however_many_wait()
    {
        Fill(1_000, "'pending'");
        var before = CountSteps();

        Fill(50_000, "'pending'");

        AssertFlat(before, CountSteps());
    }

    [Fact]
    public void A_claim_costs_the_same_with_ten_thousand_tenants()
    {
        Fill(20_000, "'pending'");
        var before = CountSteps();
        Run("delete from step_tracker");

        Fill(20_000, "'pending'", tenant: "'tenant-' || (value % 10000)");

        AssertFlat(before, CountSteps());
    }

    private static void AssertFlat(int before, int after)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{before} steps, then {after}");
        Assert.InRange(before, 100, int.MaxValue);
        Assert.InRange(after, 1, before * GrowthMax);
    }

    private void Fill(int steps, string status, string tenant = "''") => Run(
        "insert into step_tracker "
        + "(step_id, status, task_type, tenant, max_retries, created_ts, updated_ts, ended_ts, payload) "
        + "with recursive made (value) as (select 1 union all select value + 1 from made "
        + $"where value < {steps}) select hex(randomblob(16)), {status}, 'type-' || (value % 2), {tenant}, 3, value, "
        + $"value, case when {status} = 'pending' then null else value end, '{{}}' from made");

    private void Run(string sql)
    {
        using var command = connection!.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private int CountSteps()
    {
        Run("begin");
        Assert.Equal(SQLITE_OK, sqlite3_prepare_v2(connection!.Handle, Claim, out var statement));
        using (statement)
        {
            const string Types = """[{"type":"type-0","room":100},{"type":"type-1","room":100}]""";
            sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, ":types"), Types);
            sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, ":pod_id"), "pod-a");
            sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, ":incarnation"), "i");
            sqlite3_bind_int(statement, sqlite3_bind_parameter_index(statement, ":limit"), 100);
            var rows = 0;
            int answer;
            while ((answer = sqlite3_step(statement)) == SQLITE_ROW)
            {
                rows++;
            }

            Assert.Equal((SQLITE_DONE, 100), (answer, rows));
            var steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0);
            Run("rollback");
            return steps;
        }
    }
}
