using FleetQ.PluginHost.Copying;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Crashes;

/// <summary>
/// Knows what of plugins runs in this process, in a way that the next process can read it, and what the deaths of
/// earlier ones say about plugins. Thread-safe.
/// </summary>
/// <remarks>
/// Processes that share a folder each have a file of their own, which the next one that starts takes over.
/// </remarks>
internal sealed partial class CrashJournal : IDisposable
{
    private const int ProcessesMax = 64;

    private readonly ILogger logger;
    private readonly JournalFile file;
    private readonly string historyPath;
    private readonly Lock gate = new();
    private readonly Stack<int> free = new(Enumerable.Range(0, JournalFile.EntriesMax).Reverse());
    private CrashHistory history;

    private CrashJournal(
        JournalFile file, LastMoment? last, string historyPath, TimeProvider time, ILogger logger)
    {
        this.file = file;
        this.historyPath = historyPath;
        this.logger = logger;
        history = HistoryFile.Read(historyPath);
        if (last is not null)
        {
            Judge(last, time.GetUtcNow());
        }
        else
        {
            history = history.Forget(time.GetUtcNow());
        }
    }

    /// <summary>Opens the journal of this process, and reads what the last one left.</summary>
    /// <returns>Null when the folder cannot be used: the host does without.</returns>
    public static CrashJournal? TryOpen(string folder, TimeProvider time, ILogger logger)
    {
        try
        {
            MakePrivate(folder);
            for (var i = 0; ; i++)
            {
                var path = Path.Combine(folder, FormattableString.Invariant($"running-{i}.journal"));
                if (TryTake(path, i == ProcessesMax) is { } taken)
                {
                    var deaths = Path.Combine(folder, FormattableString.Invariant($"deaths-{i}.json"));
                    return new CrashJournal(taken.File, taken.Last, deaths, time, logger);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoJournal(logger, folder, failure.Message);
            return null;
        }
    }

    /// <summary>What was decided of a plugin's files; null when nothing was.</summary>
    public Verdict? Find(PluginCopy copy)
    {
        lock (gate)
        {
            return history.Find(copy.Fingerprint);
        }
    }

    /// <summary>Forgets what is known of a plugin's files: somebody wants them to be tried again.</summary>
    public void Forgive(string sha256)
    {
        lock (gate)
        {
            history = history.Forgive(sha256);
            WriteNeedsLock();
        }
    }

    /// <summary>Names a plugin that runs in this process from now on, until the answer is disposed of.</summary>
    /// <returns>Null when there are too many.</returns>
    public JournalEntry? Take(string plugin, string sha256) => Take(new PluginMark(plugin, sha256), isLoading: false);

    /// <summary>Names a plugin that is loaded into this process until the answer is disposed of.</summary>
    /// <returns>Null when there are too many.</returns>
    public JournalEntry? TakeLoad(PluginCopy copy) =>
        Take(new PluginMark(copy.Plugin.Name, copy.Fingerprint), isLoading: true);

    /// <summary>Says that the process ends in order.</summary>
    public void Dispose() => file.Dispose();

    private static (JournalFile File, LastMoment? Last)? TryTake(string path, bool isLast)
    {
        try
        {
            return JournalFile.Open(path);
        }
        catch (IOException) when (!isLast && File.Exists(path))
        {
            // Another process has it.
            return null;
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private JournalEntry? Take(PluginMark plugin, bool isLoading)
    {
        int entry;
        lock (gate)
        {
            if (!free.TryPop(out entry))
            {
                return null;
            }
        }

        file.Name(entry, plugin, isLoading);
        return new JournalEntry(file, entry, Free);
    }

    private void Free(int entry)
    {
        lock (gate)
        {
            free.Push(entry);
        }
    }

    private void Judge(LastMoment last, DateTimeOffset now)
    {
        LogDeath(NamesOf(last.Running), NamesOf(last.Loading));
        var before = history;
        lock (gate)
        {
            history = history.After(last, now);
            WriteNeedsLock();
        }

        foreach (var verdict in history.Verdicts.Where(verdict => before.Find(verdict.Plugin.Sha256) is null))
        {
            LogVerdict(
                verdict.Plugin.Name,
                CrashHistory.DeathsMax,
                verdict.Kind is VerdictKind.Isolated ? "runs in a process of its own" : "is refused");
        }
    }

    private void WriteNeedsLock()
    {
        try
        {
            HistoryFile.Write(historyPath, history);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(historyPath, failure.Message);
        }
    }

    private static string NamesOf(IReadOnlyList<PluginMark> plugins) =>
        plugins.Count == 0 ? "none" : string.Join(", ", plugins.Select(static plugin => plugin.Name).Distinct());
}
