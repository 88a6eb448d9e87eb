using System.Text.RegularExpressions;

using FleetQ.Storage.Sqlite;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed partial class SqlitePlanTests
{
    private static readonly SqlCatalog Catalog = SqlCatalog.Of(typeof(SqliteStore).Assembly);

    private static readonly string[] Stages =
        ["submission", "claiming", "completion", "recovery", "membership", "reading", "operating"];

    public static TheoryData<string> Queries =>
        [.. Catalog.Names.Where(static name => Stages.Contains(name.Split('/')[0])).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task No_statement_scans_the_steps(string name)
    {
        await using var fixture = new SqliteStoreFixture();
        await fixture.OpenAsync();
        using var database = SqliteDatabase.Open(fixture.Path);

        var text = Catalog.Get(name);
        var parameters = Parameters().Matches(text).Select(static match => match.Value);
        var plan = database.Read("explain query plan " + text, [.. parameters]);

        Assert.DoesNotContain(plan, static line => FullScan().IsMatch(line));
        Assert.True(
            name == "reading/search_steps" || !plan.Any(static line => Walk().IsMatch(line)), string.Join('\n', plan));
    }

    [Fact]
    public async Task A_scan_would_be_recognised()
    {
        await using var fixture = new SqliteStoreFixture();
        await fixture.OpenAsync();
        using var database = SqliteDatabase.Open(fixture.Path);

        var scan = database.Read("explain query plan select seq from step_tracker as step where tenant = 'a'");
        var walk = database.Read("explain query plan select seq from step_tracker where seq > 5 and tenant = 'a'");

        Assert.Contains(scan, static line => FullScan().IsMatch(line));
        Assert.Contains(walk, static line => Walk().IsMatch(line));
    }

    // A partial index is read whole only where all of its steps are asked for.
    [GeneratedRegex(
        @"SCAN (step_tracker|step|head)\b"
        + "(?! USING (COVERING )?INDEX step_tracker_(ready|scheduled|blocked|claimed|ended)_idx)")]
    private static partial Regex FullScan();

    // Only a search may walk the rows from the newest.
    [GeneratedRegex(@"SEARCH (step_tracker|step|head)\b.*\(rowid[<>]\?\)")]
    private static partial Regex Walk();

    [GeneratedRegex(":[a-z_]+")]
    private static partial Regex Parameters();
}
