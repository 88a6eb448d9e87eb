using FleetQ.Host.Logging;
using FleetQ.Host.Settings;
using FleetQ.TestKit;
using NLog.Targets;

namespace FleetQ.Host.Tests.Support;

/// <summary>Opens the host's log for a test.</summary>
internal static class LogOutputs
{
    /// <summary>Opens one that writes to a target, and waits at its end until everything is written.</summary>
    public static LogOutput Open(TargetWithLayout target, LogFormat format, LogLevelWord level) =>
        new(LogOutput.LayoutOf(format, "pod-1"), target, level, TimeProvider.System, Eventually.Patience);
}
