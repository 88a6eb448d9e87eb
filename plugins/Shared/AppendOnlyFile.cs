using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FleetQ.Plugins;

/// <summary>Appends to a file in one system call, which the system keeps apart from other processes' appends.</summary>
/// <remarks>
/// <see cref="FileMode.Append"/> looks up the end once and then writes at that offset, so two processes overwrite each
/// other; only O_APPEND finds the end and writes in one step, and .NET does not offer it. Not on Windows.
/// </remarks>
internal static partial class AppendOnlyFile
{
    private const int WriteOnly = 1;
    private const int Interrupted = 4;
    private static readonly int AppendFlag = OperatingSystem.IsLinux() ? 0x400 : 0x8;
    private static readonly int CloseOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>Appends all bytes, or throws.</summary>
    /// <exception cref="IOException">The system refused the file, or wrote only a part (its disk is full).</exception>
    /// <exception cref="PlatformNotSupportedException">This is Windows.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("This needs a system with O_APPEND, such as Linux or macOS.");
        }

        MakeIfAbsent(path);
        using var handle = Open(path, WriteOnly | AppendFlag | CloseOnExec);
        if (handle.IsInvalid)
        {
            throw Failure("open", path);
        }

        var written = WriteOnce(handle, bytes);
        if (written < 0)
        {
            throw Failure("append to", path);
        }

        if (written < bytes.Length)
        {
            throw new IOException($"Only {written} of {bytes.Length} bytes went to '{path}'; is its disk full?");
        }
    }

    // open(2) takes the mode of a new file as a variadic argument, which cannot be passed to it on every platform.
    private static void MakeIfAbsent(string path)
    {
        if (!File.Exists(path))
        {
            const FileShare All = FileShare.ReadWrite | FileShare.Delete;
            new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, All).Dispose();
        }
    }

    private static nint WriteOnce(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        nint written;
        do
        {
            written = Write(handle, bytes, bytes.Length);
        }
        while (written < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return written;
    }

    private static IOException Failure(string verb, string path) =>
        new($"Could not {verb} '{path}': {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, nint count);
}
