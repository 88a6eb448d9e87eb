using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FleetQ.PluginProcess;

/// <summary>Ends this process with its host, also when its own threads are all busy.</summary>
internal static partial class HostDeath
{
    private const int SetParentDeathSignal = 1;
    private const nuint KillSignal = 9;

    /// <summary>Asks the kernel to end this process with its parent, where there is such a wish (Linux).</summary>
    /// <remarks>Elsewhere the end of the connection tells.</remarks>
    public static void Follow(int host)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _ = SetProcessOption(SetParentDeathSignal, KillSignal);

        // The host may have died before the wish was said.
        if (ParentProcess() != host)
        {
            EndNow();
        }
    }

    /// <summary>Ends this process without asking anybody: what it did is of no use to anyone any more.</summary>
    public static void EndNow()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetProcessOption(int option, nuint value);

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ParentProcess();
}
