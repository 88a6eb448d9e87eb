namespace FleetQ.Storage.Sqlite;

/// <summary>Decides how long to wait between two looks for changes. Not thread-safe.</summary>
/// <remarks>
/// While prompts come, looks without one only check that prompts can be trusted: a file system may accept a watcher and
/// never call it, as when another machine's kernel writes the file. A prompt can also be late on a busy machine, so
/// only several changes in a row that no prompt told end the trust. And a prompt comes when the log is written, before
/// the disk has it and the change can be seen: looks after a prompt are close, then slower by a quarter each, so that a
/// change is seen late by at most a quarter of the time that the disk took.
/// </remarks>
internal sealed class SqliteChangePace(bool hasPrompts)
{
    /// <summary>Two looks are never closer, however many prompts come.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    /// <summary>Without prompts: well below the 10 ms in which a change is to be seen.</summary>
    public static readonly TimeSpan LongestUnprompted = TimeSpan.FromMilliseconds(7);

    /// <summary>Without prompts, after a long quiet: under 1 % of a core.</summary>
    public static readonly TimeSpan LongestAsleep = TimeSpan.FromMilliseconds(25);

    /// <summary>With prompts: only to find out that they fail.</summary>
    public static readonly TimeSpan LongestPrompted = TimeSpan.FromMilliseconds(100);

    private const double Growth = 1.25;

    private const int UntoldMax = 3;

    // About ten seconds of looks without prompts.
    private const int QuietLooksBeforeSleep = 1_500;

    private int untold;
    private int quietLooks;

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
        var isDeaf = IsPrompted && CountUntold(wasPrompted, hasChanged) == UntoldMax;
        IsPrompted &= !isDeaf;
        var isLively = hasChanged || wasPrompted;
        quietLooks = isLively ? 0 : quietLooks + 1;
        var longest = Longest();
        Wait = isLively ? Shortest : Wait * Growth < longest ? Wait * Growth : longest;
        return isDeaf;
    }

    private int CountUntold(bool wasPrompted, bool hasChanged)
    {
        if (wasPrompted)
        {
            untold = 0;
        }
        // A short wait can be over before its prompt comes; only a long one proves something.
        else if (hasChanged && Wait == LongestPrompted)
        {
            untold++;
        }

        return untold;
    }

    private TimeSpan Longest()
    {
        if (IsPrompted)
        {
            return LongestPrompted;
        }

        return quietLooks < QuietLooksBeforeSleep ? LongestUnprompted : LongestAsleep;
    }
}
