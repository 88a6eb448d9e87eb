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

    /// <summary>The folder of the migrations, with its separator.</summary>
    public string MigrationFolder { get; init; } = "migrations/";
}
