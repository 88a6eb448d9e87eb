using System.Globalization;
using System.Text.RegularExpressions;

using FleetQ.Storage.Postgres;
using FleetQ.TestKit;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

/// <summary>What a claim reads, in pages: a count that a busy machine does not change.</summary>
public sealed partial class PostgresCostTests : IAsyncLifetime
{
    private const double GrowthMax = 1.5;

    private static readonly string Claim =
        SqlCatalog.Of(typeof(PostgresStore).Assembly).Get("claiming/claim_steps");

    private PostgresStoreFixture? fixture;
    private PostgresRawDatabase? database;

    private PostgresRawDatabase Database => database!;

    public async ValueTask InitializeAsync()
    {
        fixture = PostgresEngine.NewFixture();
        await fixture.OpenAsync();
        database = await PostgresRawDatabase.OpenAsync(fixture.Connection);
        await Database.RunAsync(
            "insert into pod_health (pod_id, incarnation, state, birth_ts, beat_ts, capacity_max, version, host_name) "
            + "values ('pod-a', 'i', 'active', 0, 0, 1, '', '')");
    }

    public async ValueTask DisposeAsync()
    {
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (fixture?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_claim_costs_the_same_before_and_after_tens_of_thousands_have_ended()
    {
        await FillAsync(1_000, "'pending'");
        var before = await CountPagesAsync();

        await FillAsync(40_000, "'completed'");
        await FillAsync(5_000, "'failed'");

        AssertFlat(before, await CountPagesAsync());
    }

    [Fact]
    public async Task A_claim_costs_the_same_whether_a_thousand_steps_wait_or_tens_of_thousands()
    {
        await FillAsync(1_000, "'pending'");
        var before = await CountPagesAsync();

        await FillAsync(50_000, "'pending'");

        AssertFlat(before, await CountPagesAsync());
    }

    [Fact]
    public async Task A_claim_costs_the_same_with_one_tenant_and_with_ten_thousand()
    {
        await FillAsync(20_000, "'pending'");
        var one = await CountPagesAsync();

        await Database.RunAsync("truncate step_tracker");
        await FillAsync(20_000, "'pending'", tenant: "'tenant-' || n % 10000");

        AssertFlat(one, await CountPagesAsync());
    }

    [Fact]
    public async Task What_a_claim_reads_past_while_an_old_snapshot_is_open_is_gone_when_it_ends()
    {
        const int Drained = 10_000;
        await FillAsync(20_000, "'pending'");
        var before = await CountPagesAsync();
        await using var old = await PostgresRawDatabase.OpenAsync(fixture!.Connection);
        await old.RunAsync("begin isolation level repeatable read");
        await old.ReadAsync("select count(*) from pod_health");

        for (var drained = 0; drained < Drained; drained += 1_000)
        {
            await ClaimAsync(1_000);
            await Database.RunAsync("update step_tracker set status = 'completed' where status = 'claimed'");
        }

        var during = await CountPagesAsync();
        await old.RunAsync("rollback");

        TestContext.Current.TestOutputHelper!.WriteLine($"before {before}, during {during} pages");
        // Both looks pass each dead entry; many stand on one page.
        Assert.InRange(during, before, before + (Drained / 4));
        // The server's own analysis of the table is such a snapshot too, for a moment.
        await Eventually.TrueAsync(async () => await CountPagesAsync() <= before * GrowthMax);
    }

    private static void AssertFlat(long before, long after)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{before} pages, then {after}");
        Assert.InRange(after, 1, before * GrowthMax);
    }

    private async Task FillAsync(int steps, string status, string tenant = "''")
    {
        await Database.RunAsync(
            "insert into step_tracker "
            + "(step_id, status, task_type, tenant, max_retries, created_ts, updated_ts, ended_ts, payload) "
            + $"select gen_random_uuid(), {status}, 'type-' || n % 2, {tenant}, 3, n, n, "
            + $"case when {status} = 'pending' then null else n end, '{{}}' from generate_series(1, {steps}) as n");
        await Database.RunAsync("vacuum analyze step_tracker");
    }

    private async Task<long> CountPagesAsync()
    {
        await Database.RunAsync("begin");
        var plan = await Database.ReadAsync("explain (analyze, buffers, timing off) " + Claim, ValuesOf(100));
        await Database.RunAsync("rollback");
        var pages = Pages().Match(plan.First(static line => line.Contains("Buffers:", StringComparison.Ordinal)));
        return pages.Groups["count"].Captures.Sum(
            static count => long.Parse(count.ValueSpan, CultureInfo.InvariantCulture));
    }

    private async Task ClaimAsync(int limit) =>
        Assert.Equal(limit, (await Database.ReadAsync(Claim, ValuesOf(limit))).Count);

    private static (string Name, object Value)[] ValuesOf(int limit) =>
    [
        ("types", $$"""[{"type":"type-0","room":{{limit}}},{"type":"type-1","room":{{limit}}}]"""),
        ("pod_id", "pod-a"),
        ("incarnation", "i"),
        ("limit", limit),
    ];

    [GeneratedRegex("shared(?: (?:hit|read)=(?<count>[0-9]+))+", RegexOptions.ExplicitCapture)]
    private static partial Regex Pages();
}
