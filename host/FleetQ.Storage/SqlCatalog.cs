using System.Collections.Frozen;
using System.Reflection;

namespace FleetQ.Storage;

/// <summary>
/// The SQL files that an engine's assembly carries, by name: <c>claiming/claim_steps</c> for a query,
/// <c>connection/commit</c>,
/// <c>migrations/0001_create_steps</c> and so on for the others. Immutable.
/// </summary>
public sealed class SqlCatalog
{
    private const string Root = "sql/";
    private const string Queries = "queries/";
    private const string Extension = ".sql";
    private const string BeginWrite = "connection/begin_write";

    private readonly FrozenDictionary<string, SqlText> texts;

    private SqlCatalog(FrozenDictionary<string, SqlText> texts, SqlDialect dialect)
    {
        this.texts = texts;
        Dialect = dialect;
    }

    /// <summary>How the engine takes the files.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>
    /// Whether several statements can be one transaction. Where not, each statement commits by itself.
    /// </summary>
    public bool HasTransactions => texts.ContainsKey(BeginWrite);

    /// <summary>All names, in no order.</summary>
    public IReadOnlyCollection<string> Names => texts.Keys;

    /// <summary>The names of the migrations by number; numbers have no gaps and start at 1.</summary>
    public IReadOnlyList<string> Migrations =>
    [
        .. texts.Keys
            .Where(name => name.StartsWith(Dialect.MigrationFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads the files of an assembly.</summary>
    /// <param name="assembly">Which carries them.</param>
    /// <param name="dialect">How the engine takes them; null for parameters with names and scripts as one text.</param>
    public static SqlCatalog Of(Assembly assembly, SqlDialect? dialect = null)
    {
        dialect ??= new SqlDialect();
        var names = assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Root, StringComparison.Ordinal))
            .Where(static name => name.EndsWith(Extension, StringComparison.Ordinal));
        Func<string, SqlText> read = dialect.TakesPlaces ? SqlText.WithPlaces : SqlText.WithNames;
        return new SqlCatalog(
            names.ToFrozenDictionary(ShortNameOf, name => read(ReadText(assembly, name))), dialect);
    }

    /// <summary>The text of a file, without its comments.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a defect.</exception>
    public string Get(string name) => Find(name).Text;

    /// <summary>
    /// Whether an operation is two statements here, <c>.1</c> that changes and <c>.2</c> that reads back what was
    /// changed, because the engine's changes return no rows.
    /// </summary>
    internal bool ReadsBack(string operation) => !texts.ContainsKey(operation) && texts.ContainsKey(operation + ".1");

    internal SqlText Find(string name) => texts.TryGetValue(name, out var text)
        ? text
        : throw new KeyNotFoundException($"There is no SQL file '{name}' in this engine.");

    private static string ShortNameOf(string resource)
    {
        // A file system's separator ends up in a resource's name.
        var name = resource.Replace('\\', '/')[Root.Length..^Extension.Length];
        return name.StartsWith(Queries, StringComparison.Ordinal) ? name[Queries.Length..] : name;
    }

    private static string ReadText(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n')
            .Select(static line => line.TrimEnd())
            .Where(static line => line.Length > 0 && !line.TrimStart().StartsWith("--", StringComparison.Ordinal));
        return string.Join('\n', lines);
    }
}
