using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Crashes;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Quarantine;

namespace FleetQ.PluginHost.Generations;

/// <summary>Chooses how a plugin is started. Disposing of it ends what is left of processes.</summary>
internal sealed class PluginStarters(IPluginStarter inProcess, IsolatedStarter isolated) : IDisposable
{
    /// <summary>The starter of a copy.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="verdict">What crashes of earlier processes say of it; null when that is nothing.</param>
    /// <returns>
    /// The starter, and what operators should know of that choice; no starter when nothing may start it, and why.
    /// </returns>
    public (IPluginStarter? Starter, Refusal? Notice) Choose(PluginCopy copy, Verdict? verdict)
    {
        ArgumentNullException.ThrowIfNull(copy);
        if (isolated.Takes(copy))
        {
            return (isolated, null);
        }

        return verdict?.Kind switch
        {
            null => (inProcess, null),
            VerdictKind.Isolated when isolated.IsAvailable => (isolated, QuarantineNotices.Isolated(copy, verdict)),
            VerdictKind.Isolated => (null, QuarantineNotices.Refused(copy, "ran", verdict)),
            VerdictKind.Refused => (null, QuarantineNotices.Refused(copy, "was being loaded", verdict)),
            _ => throw new InvalidOperationException($"{nameof(VerdictKind)} {verdict.Kind} is unknown."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => isolated.Dispose();
}
