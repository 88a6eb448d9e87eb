using System.IO.MemoryMappedFiles;
using System.Text;

namespace FleetQ.PluginHost.Crashes;

/// <summary>
/// A small file of fixed entries, mapped into memory: what is noted in it outlives the process, however that ends, and
/// costs no call of the system. Thread-safe.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>How many entries there are.</summary>
    public const int EntriesMax = 256;

    private const long Magic = 0x314A_4351_5445_4C46;
    private const int StateAt = 8;
    private const int HeaderBytes = 64;
    private const int EntryBytes = 256;
    private const int RunningAt = 4;
    private const int SumAt = 8;
    private const int NameLengthAt = 72;
    private const int NameAt = 76;
    private const int NameBytesMax = EntryBytes - NameAt;
    private const int WholeBytes = HeaderBytes + (EntriesMax * EntryBytes);

    private readonly MemoryMappedFile mapped;
    private readonly MemoryMappedViewAccessor view;

    private JournalFile(FileStream stream)
    {
        mapped = MemoryMappedFile.CreateFromFile(
            stream, null, WholeBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = mapped.CreateViewAccessor(0, WholeBytes);
    }

    /// <summary>What an entry says.</summary>
    private enum Mark
    {
        Free,
        Ready,
        Loading,
    }

    /// <summary>Takes a file over, from a process that is gone or from nobody.</summary>
    /// <returns>The file, emptied, and what stood in it; null when its last process ended in order.</returns>
    /// <exception cref="IOException">Another process has it, or it cannot be written to.</exception>
    public static (JournalFile File, LastMoment? Last) Open(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        JournalFile? file = null;
        try
        {
            var last = Read(stream);

            // Written whole, not only made long: a full disk must show now, not when an entry is first touched.
            stream.SetLength(0);
            stream.Write(new byte[WholeBytes]);
            stream.Flush();
            file = new JournalFile(stream);
            file.view.Write(0, Magic);
            file.view.Write(StateAt, 1);
            return (file, last);
        }
        finally
        {
            if (file is null)
            {
                stream.Dispose();
            }
        }
    }

    /// <summary>Names a plugin in an entry.</summary>
    public void Name(int entry, PluginMark plugin, bool isLoading)
    {
        var at = PlaceOf(entry);
        var sum = Encoding.ASCII.GetBytes(plugin.Sha256.PadRight(NameLengthAt - SumAt)[..(NameLengthAt - SumAt)]);
        var name = Encoding.UTF8.GetBytes(plugin.Name);
        var length = Math.Min(name.Length, NameBytesMax);
        view.WriteArray(at + SumAt, sum, 0, sum.Length);
        view.WriteArray(at + NameAt, name, 0, length);
        view.Write(at + NameLengthAt, length);
        view.Write(at + RunningAt, 0);
        view.Write(at, (int)(isLoading ? Mark.Loading : Mark.Ready));
    }

    /// <summary>Frees an entry.</summary>
    public void Free(int entry) => Write(PlaceOf(entry), (int)Mark.Free);

    /// <summary>Notes whether anything of a plugin runs.</summary>
    public void SetRunning(int entry, bool runs) => Write(PlaceOf(entry) + RunningAt, runs ? 1 : 0);

    /// <summary>Notes that the process ends in order, and lets go of the file.</summary>
    public void Dispose()
    {
        Write(StateAt, 0);
        view.Dispose();
        mapped.Dispose();
    }

    private static long PlaceOf(int entry) => HeaderBytes + ((long)entry * EntryBytes);

    private void Write(long at, int value)
    {
        try
        {
            view.Write(at, value);
        }
        catch (ObjectDisposedException)
        {
            // A handler that outlived the pod's drain: it is of no interest any more.
        }
    }

    private static LastMoment? Read(FileStream stream)
    {
        var bytes = new byte[WholeBytes];
        var isWhole = stream.ReadAtLeast(bytes, WholeBytes, throwOnEndOfStream: false) == WholeBytes;
        if (!isWhole || BitConverter.ToInt64(bytes) != Magic || BitConverter.ToInt32(bytes, StateAt) == 0)
        {
            return null;
        }

        var (loading, running) = (new List<PluginMark>(), new List<PluginMark>());
        for (var entry = 0; entry < EntriesMax; entry++)
        {
            var at = (int)PlaceOf(entry);
            var mark = (Mark)BitConverter.ToInt32(bytes, at);
            var length = Math.Clamp(BitConverter.ToInt32(bytes, at + NameLengthAt), 0, NameBytesMax);
            var plugin = new PluginMark(
                Encoding.UTF8.GetString(bytes, at + NameAt, length),
                Encoding.ASCII.GetString(bytes, at + SumAt, NameLengthAt - SumAt).TrimEnd());
            if (mark is Mark.Loading)
            {
                loading.Add(plugin);
            }
            else if (mark is Mark.Ready && BitConverter.ToInt32(bytes, at + RunningAt) != 0)
            {
                running.Add(plugin);
            }
        }

        return new LastMoment(running, loading);
    }
}
