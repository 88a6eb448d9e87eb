using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FleetQ.Cli.Dev;

/// <summary>
/// Tells a process to end in order. A terminal's Ctrl+C reaches a tool and what it started; what a supervisor sends to
/// the tool reaches the tool alone.
/// </summary>
internal static partial class EndSignal
{
    private const int Terminate = 15;

    /// <summary>Sends it, except on Windows, which has none; a process that was told before does not mind.</summary>
    public static void Send(Process process)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            _ = Kill(process.Id, Terminate);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
