namespace FleetQ.Storage;

/// <summary>How an engine takes its files.</summary>
public sealed record SqlDialect
{
    /// <summary>
    /// Whether parameters have places instead of names. The files say <c>:name</c> all the same; it becomes a question
    /// mark, and a name that stands twice is sent twice.
    /// </summary>
    public bool TakesPlaces { get; init; }

    /// <summary>Whether a request holds one statement; a script is then run statement by statement.</summary>
    public bool TakesOneStatement { get; init; }

    /// <summary>
    /// Operations that mostly find nothing to change: their second statement, which reads back, is left out then. The
    /// others read back in any case, since a transport that repeats a statement tells what the repeat changed.
    /// </summary>
    public IReadOnlySet<string> OftenVain { get; init; } = new HashSet<string>();

    /// <summary>The folder of the migrations, with its separator.</summary>
    public string MigrationFolder { get; init; } = "migrations/";
}
