namespace FleetQ.Storage.Sqlite;

/// <summary>
/// Asks the writers of all processes on one file to let a beat go first. Only a hint: a flag that nobody takes down,
/// because its process died, is ignored soon, and one that cannot be put up costs a beat some time.
/// </summary>
/// <remarks>
/// SQLite's lock goes to who asks at the right moment, which is nearly always the writer that has just given it back;
/// who waits looks ten times a second. Under steady writes by several processes, a beat waited for more than five
/// seconds.
/// </remarks>
/// <param name="path">The database file; the flag is an empty file beside it.</param>
/// <param name="time">The clock that also stamps files.</param>
internal sealed class SqliteBeatFlag(string path, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);
    private const int LooksMax = 25;

    private readonly string file = path + "-beat";

    public void Raise()
    {
        try
        {
            File.WriteAllBytes(file, []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A hint that cannot be given; the beat itself will tell what is wrong with the disk.
        }
    }

    public void Lower()
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is ignored when it has become old.
        }
    }

    /// <summary>Waits while a beat is on its way, for 50 ms or a little more.</summary>
    public async Task LetPassAsync()
    {
        for (var i = 0; i < LooksMax && IsUp(); i++)
        {
            await Task.Delay(Look, time);
        }
    }

    // One look tells both: a file that is not there is as old as can be.
    private bool IsUp() => (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file)).Duration() < Validity;
}
