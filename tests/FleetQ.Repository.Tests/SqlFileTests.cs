using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>A statement is a file that one can read, run and compare between engines.</summary>
public sealed class SqlFileTests
{
    private static readonly string[] Keywords =
    [
        "select", "from", "where", "insert", "into", "update", "delete", "set", "values", "returning", "with",
        "order by", "group by", "limit", "and", "or", "not", "null", "join", "left join", "on conflict", "as", "case",
        "when", "then", "else", "end", "create table", "create index", "create unique index", "coalesce", "exists",
        "union all", "in", "is",
    ];

    private static readonly string[] Unportable = ["select *", "returning *", ".*", "::"];

    private static IReadOnlyList<SqlFile> Queries { get; } =
        [.. SqlFile.All.Where(static file => file.Operation is not null)];

    [Fact]
    public void Every_engine_has_the_same_operations()
    {
        var engines = Queries.GroupBy(static file => file.Engine, static file => file.Operation!).ToList();
        var all = Queries.Select(static file => file.Operation!).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(engines);
        Verdict.None("Missing:", engines.SelectMany(engine => all
            .Except(engine, StringComparer.Ordinal)
            .Select(name => $"{engine.Key}: {name}")));
    }

    [Fact]
    public void An_operation_takes_the_same_parameters_in_every_engine()
    {
        var signatures =
            from file in Queries
            group file.Parameters by (file.Engine, file.Operation) into parts
            let names = parts.SelectMany(static part => part).ToHashSet(StringComparer.Ordinal)
            group string.Join(' ', names.Order(StringComparer.Ordinal)) by parts.Key.Operation;

        Verdict.None("Different parameters:", signatures
            .Where(static operation => operation.Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(static operation => $"{operation.Key}: {string.Join(" | ", operation)}"));
    }

    [Fact]
    public void Every_file_starts_with_a_comment_that_says_what_it_does()
    {
        var bare = SqlFile.All.Where(static file => !file.HasHeader).Select(static file => file.Path);

        Verdict.None("No header:", bare);
    }

    [Fact]
    public void Columns_are_named_and_casts_are_written_out()
    {
        Verdict.None("All columns, or a cast that only one engine understands:", SqlFile.All
            .SelectMany(static file => Unportable
                .Where(text => file.Code.Contains(text, StringComparison.OrdinalIgnoreCase))
                .Select(text => $"{file.Path}: {text}")));
    }

    [Fact]
    public void Keywords_are_lower_case()
    {
        Verdict.None("Upper case:", SqlFile.All.SelectMany(static file => Keywords
            .Select(static word => word.ToUpperInvariant())
            .Where(file.ContainsWord)
            .Select(word => $"{file.Path}: {word}")));
    }

    [Fact]
    public void Snowflake_is_told_nothing_that_only_others_understand()
    {
        string[] foreign = ["returning", "on conflict", "skip locked", "json_each", "json_to_recordset"];
        string[] foreignText = ["->>", "now(", "unixepoch", "::"];

        Verdict.None("Not in Snowflake's dialect:", SqlFile.All
            .Where(static file => file.Engine == "snowflake")
            .SelectMany(file => foreign.Where(file.ContainsWord)
                .Concat(foreignText.Where(text => file.Code.Contains(text, StringComparison.Ordinal)))
                .Select(text => $"{file.Path}: {text}")));
    }

    [Fact]
    public void A_limit_has_an_order()
    {
        Verdict.None("'limit' without 'order by':", Queries
            .Where(static file => file.ContainsWord("limit") && !file.ContainsWord("order by") && !IsCount(file))
            .Select(static file => file.Path));
    }

    [Fact]
    public void A_query_file_holds_one_statement()
    {
        Verdict.None("More than one statement:", Queries
            .Where(static file => file.Code.Trim().TrimEnd(';').Contains(';', StringComparison.Ordinal))
            .Select(static file => file.Path));
    }

    [Fact]
    public void A_query_file_is_named_by_stage_and_verb()
    {
        Verdict.None("Not queries/<stage>/<verb_noun>.sql:", SqlFile.All
            .Where(static file => file.Path.Contains("/queries/", StringComparison.Ordinal) && file.Operation is null)
            .Select(static file => file.Path));
    }

    // Which rows are counted does not matter where the limit only ends the count.
    private static bool IsCount(SqlFile file) =>
        file.Code.TrimStart().StartsWith("select count(*)", StringComparison.Ordinal);
}
