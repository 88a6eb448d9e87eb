namespace FleetQ.Storage.Sqlite;

/// <summary>Decides how long to wait between two looks for changes. Not thread-safe.</summary>
/// <remarks>
/// While prompts come, looks without one only check that prompts can be trusted: a file system may accept a watcher and never call it,
/// as when another machine's kernel writes the file. The first change that no prompt told ends the trust.
/// </remarks>
internal sealed class SqliteChangePace(bool hasPrompts)
{
    /// <summary>Two looks are never closer, however many prompts come.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    /// <summary>Without prompts: well below the 10 ms in which a change is to be seen, at under 1 % of a core.</summary>
    public static readonly TimeSpan LongestUnprompted = TimeSpan.FromMilliseconds(7);

    /// <summary>With prompts: only to find out that they fail.</summary>
    public static readonly TimeSpan LongestPrompted = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether prompts are trusted.</summary>
    public bool IsPrompted { get; private set; } = hasPrompts;

    /// <summary>How long to wait for a prompt before the next look.</summary>
    public TimeSpan Wait { get; private set; } = Shortest;

    /// <summary>Takes note of a look.</summary>
    /// <param name="wasPrompted">Whether a prompt came before it.</param>
    /// <param name="hasChanged">Whether it found a change.</param>
    /// <returns>True when this look ended the trust in prompts.</returns>
    public bool Note(bool wasPrompted, bool hasChanged)
    {
        // A short wait can be over before its prompt comes; only a long one proves something.
        var isDeaf = IsPrompted && hasChanged && !wasPrompted && Wait == LongestPrompted;
        IsPrompted &= !isDeaf;
        var longest = IsPrompted ? LongestPrompted : LongestUnprompted;
        Wait = hasChanged ? Shortest : Wait * 1.5 < longest ? Wait * 1.5 : longest;
        return isDeaf;
    }
}
