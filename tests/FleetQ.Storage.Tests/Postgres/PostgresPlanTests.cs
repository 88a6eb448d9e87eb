using System.Text.RegularExpressions;

using FleetQ.Storage.Postgres;

namespace FleetQ.Storage.Tests.Postgres;

public sealed partial class PostgresPlanTests
{
    private const string Fill =
        "insert into step_tracker (step_id, status, task_type, tenant, max_retries, created_ts, updated_ts, ended_ts, "
        + "not_before_ts, expires_ts, idempotency_key, claimed_by, claimed_incarnation, claimed_ts, payload) "
        + "select 'step-' || n, status, 'type-' || n % 5, '', 3, n, n, "
        + "case when status in ('completed', 'failed') then n end, case when status = 'scheduled' then n end, "
        + "case when n % 40 = 3 then n end, 'key-' || n, case when status = 'claimed' then 'pod-a' end, "
        + "case when status = 'claimed' then 'i' end, n, '{}' "
        + "from (select n, case when n % 100 < 60 then 'pending' when n % 100 < 70 then 'scheduled' "
        + "when n % 100 = 70 then 'claimed' when n % 100 = 71 then 'failed' else 'completed' end as status "
        + "from generate_series(1, 30000) as n) as made";

    private static readonly SqlCatalog Catalog = SqlCatalog.Of(typeof(PostgresStore).Assembly);

    // Counting counts all that is there, and a search without a limit to its fields walks from the newest.
    private static readonly string[] MayScan = ["reading/count_steps", "reading/search_steps"];

    private static readonly Dictionary<string, object> Values = new(StringComparer.Ordinal)
    {
        ["types"] = """[{"type":"type-1","room":10},{"type":"type-2","room":10}]""",
        ["outcomes"] = """[{"step_id":"step-7","epoch":0,"kind":"completed"}]""",
        ["reports"] = """[{"step_id":"step-7","epoch":0,"progress":"{}"}]""",
        ["steps"] = """
            [{"place":0,"step_id":"new","idempotency_key":"key-new","task_type":"type-1","payload":"{}","tags":"[]",
            "metadata":"{}","tenant":"","priority":0,"max_retries":3,"payload_form":"args"}]
            """,
        ["step_ids"] = """["step-1","step-2"]""",
        ["orphans"] = """[{"step_id":"step-7","epoch":0}]""",
        ["presumed_dead"] = """[{"pod_id":"pod-a","incarnation":"i"}]""",
        ["pods"] = """[{"pod_id":"pod-a","incarnation":"i","beat":0}]""",
        ["pod_id"] = "pod-a",
        ["incarnation"] = "j",
        ["step_id"] = "step-7",
        ["limit"] = 100,
        ["age_ms"] = 0L,
        ["after_seq"] = 0L,
        ["before_seq"] = long.MaxValue,
        ["status"] = "completed",
        ["priority"] = 1,
        ["not_before_ts"] = 1L,
        ["created_from_ts"] = 1L,
        ["created_before_ts"] = 1L,
        ["threshold_ms"] = 1L,
        ["capacity_max"] = 1,
        ["is_new_process"] = 1,
        ["running"] = 1,
        ["schema_version"] = 1,
    };

    [Fact]
    public async Task No_statement_scans_the_steps()
    {
        await using var fixture = PostgresEngine.NewFixture();
        await fixture.OpenAsync();
        await using var database = await PostgresRawDatabase.OpenAsync(fixture.Connection);
        await database.RunAsync(Fill);
        await database.RunAsync("vacuum analyze step_tracker");
        var scans = new List<string>();

        foreach (var name in Catalog.Names.Where(IsQuery).Except(MayScan).Order(StringComparer.Ordinal))
        {
            var plan = await ExplainAsync(database, Catalog.Get(name));
            scans.AddRange(plan.Where(static line => Scan().IsMatch(line)).Select(line => $"{name}: {line.Trim()}"));
        }

        Assert.Empty(scans);
    }

    [Fact]
    public async Task A_scan_would_be_recognised()
    {
        await using var fixture = PostgresEngine.NewFixture();
        await fixture.OpenAsync();
        await using var database = await PostgresRawDatabase.OpenAsync(fixture.Connection);

        var plan = await ExplainAsync(database, "select seq from step_tracker where tenant = 'a'");

        Assert.Contains(plan, static line => Scan().IsMatch(line));
    }

    private static Task<IReadOnlyList<string>> ExplainAsync(PostgresRawDatabase database, string text) =>
        database.ReadAsync(
            "explain " + text,
            [
                .. Parameters().Matches(text).Select(static match => match.Groups["name"].Value).Distinct()
                    .Select(static name => (name, Values.GetValueOrDefault(name, "text"))),
            ]);

    private static bool IsQuery(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        && !name.StartsWith("connection/", StringComparison.Ordinal)
        && !name.StartsWith("migrations/", StringComparison.Ordinal);

    [GeneratedRegex(@"Seq Scan on step_tracker\b")]
    private static partial Regex Scan();

    [GeneratedRegex("(?<!:):(?<name>[a-z_]+)")]
    private static partial Regex Parameters();
}
