using BenchmarkDotNet.Attributes;
using FleetQ.PluginHost.Crashes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace FleetQ.Benchmarks.Memory;

/// <summary>What the crash journal costs an attempt: its begin and its end are noted.</summary>
[MemoryDiagnoser]
public class JournalPath : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleetq-journal-").FullName;
    private readonly byte[] mark = new byte[4];
    private CrashJournal journal = null!;
    private JournalEntry alone = null!;
    private JournalEntry beside = null!;
    private SafeFileHandle file = null!;

    /// <summary>Opens a journal, and a file to compare with.</summary>
    [GlobalSetup]
    public void Open()
    {
        journal = CrashJournal.TryOpen(folder, TimeProvider.System, NullLogger.Instance)!;
        alone = journal.Take("Alone", new string('a', 64))!;
        beside = journal.Take("Beside", new string('b', 64))!;
        beside.Enter();
        file = File.OpenHandle(
            Path.Combine(folder, "file"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.None);
    }

    /// <summary>Nothing else of the plugin runs: the file changes twice.</summary>
    [Benchmark(Baseline = true)]
    public void Alone()
    {
        alone.Enter();
        alone.Leave();
    }

    /// <summary>Another step of the plugin runs: the file says so already.</summary>
    [Benchmark]
    public void Beside()
    {
        beside.Enter();
        beside.Leave();
    }

    /// <summary>The same by calls of the system.</summary>
    [Benchmark]
    public void Written()
    {
        RandomAccess.Write(file, mark, 0);
        RandomAccess.Write(file, mark, 0);
    }

    /// <summary>Removes the files.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes the files. BenchmarkDotNet derives from this class, so it cannot be sealed.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            alone.Dispose();
            beside.Dispose();
            journal.Dispose();
            file.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
