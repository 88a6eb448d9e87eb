using System.Runtime.InteropServices;

namespace FleetQ.PluginProcess;

/// <summary>
/// Leaves the signals that end a whole group of processes, a terminal's Ctrl+C for instance, to the host: it drains,
/// and this process must go on until then. Disposing ends that.
/// </summary>
internal sealed class GroupSignals : IDisposable
{
    private readonly PosixSignalRegistration[] registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(
            static signal => PosixSignalRegistration.Create(signal, static context => context.Cancel = true)),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }
}
