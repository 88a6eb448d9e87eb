using FleetQ.Engine.Model;
using FleetQ.Host.Settings;

namespace FleetQ.Host;

/// <summary>
/// Names the folder of a pod's recovery journal. Each pod has its own, for a pod removes what it finds there.
/// </summary>
internal static class JournalFolder
{
    public static string Of(HostSettings settings, PodId podId)
    {
        var name = string.Concat(
            podId.Value.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return Path.Combine(Path.GetTempPath(), "fleetq-recovery", $"{name}-{Environment.ProcessId}");
    }
}
