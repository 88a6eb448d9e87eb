using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>A statement is a file that one can read, run and compare between engines.</summary>
public sealed class SqlFileTests
{
    private static readonly string[] Keywords =
    [
        "select", "from", "where", "insert", "into", "update", "delete", "set", "values", "returning", "with", "order by", "group by",
        "limit", "and", "or", "not", "null", "join", "left join", "on conflict", "as", "case", "when", "then", "else", "end",
        "create table", "create index", "create unique index", "coalesce", "exists", "union all", "in", "is",
    ];

    private static IReadOnlyList<SqlFile> Queries { get; } = [.. SqlFile.All.Where(static file => file.Operation is not null)];

    [Fact]
    public void Every_engine_has_the_same_operations()
    {
        var engines = Queries.GroupBy(static file => file.Engine).ToList();
        var all = Queries.Select(static file => file.Operation!).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(engines);
        Verdict.None("Missing:", engines.SelectMany(engine => all.Except(engine.Select(static file => file.Operation!)).Select(name => $"{engine.Key}: {name}")));
    }

    [Fact]
    public void An_operation_takes_the_same_parameters_in_every_engine()
    {
        var operations = Queries.GroupBy(static file => (file.Engine, file.Operation),
            static file => file.Parameters, static (key, sets) => (key.Operation, Text: string.Join(' ', sets.SelectMany(static set => set).Distinct().Order(StringComparer.Ordinal))));

        Verdict.None("Different parameters:", operations.GroupBy(static entry => entry.Operation)
            .Where(static group => group.Select(static entry => entry.Text).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(static group => $"{group.Key}: {string.Join(" | ", group.Select(static entry => entry.Text))}"));
    }

    [Fact]
    public void Every_file_starts_with_a_comment_that_says_what_it_does()
    {
        Verdict.None("No header of at least 20 characters:", SqlFile.All.Where(static file => !file.HasHeader).Select(static file => file.Path));
    }

    [Fact]
    public void Columns_are_named_and_casts_are_written_out()
    {
        Verdict.None("'select *', or '::', which only one engine understands:", SqlFile.All
            .Where(static file => file.Code.Contains("select *", StringComparison.OrdinalIgnoreCase) || file.Code.Contains("::", StringComparison.Ordinal)
                || file.Code.Contains(".*", StringComparison.Ordinal) || file.Code.Contains("returning *", StringComparison.OrdinalIgnoreCase))
            .Select(static file => file.Path));
    }

    [Fact]
    public void Keywords_are_lower_case()
    {
        Verdict.None("Upper case:", SqlFile.All.SelectMany(static file => Keywords
            .Where(word => file.ContainsWord(word.ToUpperInvariant())).Select(word => $"{file.Path}: {word.ToUpperInvariant()}")));
    }

    [Fact]
    public void A_limit_has_an_order()
    {
        Verdict.None("'limit' without 'order by':", Queries
            .Where(static file => file.ContainsWord("limit") && !file.ContainsWord("order by")).Select(static file => file.Path));
    }

    [Fact]
    public void A_query_file_holds_one_statement()
    {
        Verdict.None("More than one statement:", Queries
            .Where(static file => file.Code.Trim().TrimEnd(';').Contains(';', StringComparison.Ordinal)).Select(static file => file.Path));
    }

    [Fact]
    public void A_query_file_is_named_by_stage_and_verb()
    {
        Verdict.None("Not queries/<stage>/<verb_noun>.sql:", SqlFile.All
            .Where(static file => file.Path.Contains("/queries/", StringComparison.Ordinal) && !file.IsNamedWell).Select(static file => file.Path));
    }
}
