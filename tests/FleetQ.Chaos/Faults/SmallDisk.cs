using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FleetQ.Chaos.Faults;

/// <summary>A disk of some megabytes for the store's file, which can be filled. Disposing takes it away.</summary>
/// <remarks>A file system in memory, for which the system asks for root.</remarks>
internal sealed partial class SmallDisk : IDisposable
{
    private const string Size = "size=96m";
    private const int DetachAtOnce = 2;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Makes one in an empty folder; null where the system does not let it.</summary>
    public static SmallDisk? TryMake(string folder) =>
        OperatingSystem.IsLinux() && Mount("tmpfs", folder, "tmpfs", 0, Size) == 0 ? new SmallDisk(folder) : null;

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        const int DiskFull = 28;
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var block in (int[])[1 << 20, 1 << 12])
        {
            var bytes = new byte[block];
            try
            {
                while (true)
                {
                    filler.Write(bytes);
                }
            }
            catch (IOException full) when ((full.HResult & 0xFFFF) == DiskFull)
            {
                // This is what was wanted.
            }
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        if (Unmount(Folder, DetachAtOnce) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"'{Folder}' cannot be unmounted.");
        }
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmount(string target, int flags);
}
