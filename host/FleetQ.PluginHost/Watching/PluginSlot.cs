using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;

namespace FleetQ.PluginHost.Watching;

/// <summary>What the host knows of one plugin of the folder. By one caller at a time.</summary>
internal sealed class PluginSlot(string name)
{
    private string? judged;
    private string? pending;
    private long pendingSince;

    /// <summary>The plugin's name.</summary>
    public string Name => name;

    /// <summary>Where it lies, or lay.</summary>
    public PluginCandidate? Candidate { get; set; }

    /// <summary>What runs its steps; null when nothing does.</summary>
    public Generation? Serving { get; private set; }

    /// <summary>The copy that serves.</summary>
    public PluginCopy? Copy { get; private set; }

    /// <summary>What the copy that serves, or the one that was refused, says of itself.</summary>
    public AssemblyFacts? Facts { get; private set; }

    /// <summary>When it is tried again after its set-up threw.</summary>
    public SetUpRetry SetUp { get; } = new();

    /// <summary>What its latest files were found to be; may be read on any thread.</summary>
    public PluginVerdict Verdict { get; private set; } = new(PluginState.Refused);

    /// <summary>False until its files were looked at.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>
    /// Takes a stamp of its files; true when it is one that was not judged, and stood still for long enough.
    /// </summary>
    public bool IsDue(string stamp, TimeSpan quiet, TimeProvider time)
    {
        if (stamp == judged)
        {
            pending = null;
            return false;
        }

        if (stamp != pending)
        {
            pending = stamp;
            pendingSince = time.GetTimestamp();
        }

        return time.GetElapsedTime(pendingSince) >= quiet;
    }

    /// <summary>How long its files must still stand still; null when nothing is to be done.</summary>
    public TimeSpan? FindWait(TimeSpan quiet, TimeProvider time) =>
        pending is null ? null : quiet - time.GetElapsedTime(pendingSince);

    /// <summary>Its files were judged as they are.</summary>
    public void Judge(string stamp)
    {
        judged = stamp;
        pending = null;
        IsKnown = true;
    }

    /// <summary>What was judged counts no more: something else changed.</summary>
    public void JudgeAgain() => judged = null;

    /// <summary>Another generation serves.</summary>
    public void Serve(Generation next, PluginCopy copy, AssemblyFacts facts)
    {
        (Serving, Copy, Facts) = (next, copy, facts);
        Agree();
    }

    /// <summary>What serves is what lies in the folder.</summary>
    public void Agree() => Verdict = new PluginVerdict(PluginState.Loaded);

    /// <summary>Its latest files do not serve.</summary>
    public void Refuse(Refusal refusal, AssemblyFacts? facts, string? fingerprint)
    {
        if (Serving is null)
        {
            Facts = facts;
            Verdict = new PluginVerdict(PluginState.Refused, refusal) { Fingerprint = fingerprint };
            return;
        }

        var problem = Refusal.UpdateRefused(refusal, Serving.Identity, facts?.Version);
        Verdict = new PluginVerdict(PluginState.UpdateRefused, problem) { Version = facts?.Version };
    }

    /// <summary>Its files are others than those that serve for the life of the process.</summary>
    public void Outdate(Refusal notice, PluginState state) =>
        Verdict = Verdict with { State = state, Problem = notice };

    /// <summary>Nothing serves any more.</summary>
    public void Remove()
    {
        (Serving, Copy) = (null, null);
        Verdict = new PluginVerdict(PluginState.Removed);
    }
}
