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

    /// <summary>Whether it serves, and whether its files agree.</summary>
    public PluginState State { get; private set; } = PluginState.Refused;

    /// <summary>Why its latest files do not serve; null when they do.</summary>
    public Refusal? Problem { get; private set; }

    /// <summary>The version of files that were refused while others serve.</summary>
    public string? RefusedVersion { get; private set; }

    /// <summary>The fingerprint of files that were refused and never served.</summary>
    public string? RefusedFingerprint { get; private set; }

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
    public void Agree()
    {
        State = PluginState.Loaded;
        (Problem, RefusedVersion, RefusedFingerprint) = (null, null, null);
    }

    /// <summary>Its latest files do not serve.</summary>
    public void Refuse(Refusal refusal, AssemblyFacts? facts, string? fingerprint)
    {
        if (Serving is null)
        {
            Problem = refusal;
            State = PluginState.Refused;
            (Facts, RefusedFingerprint) = (facts, fingerprint);
            return;
        }

        // Before the state: a reader in between must not find that state with another reason.
        Problem = Refusal.UpdateRefused(refusal, Serving.Identity, facts?.Version);
        RefusedVersion = facts?.Version;
        State = PluginState.UpdateRefused;
    }

    /// <summary>Its files are others than those that serve for the life of the process.</summary>
    public void Outdate(Refusal notice, PluginState state)
    {
        State = state;
        Problem = notice;
    }

    /// <summary>Nothing serves any more.</summary>
    public void Remove()
    {
        (Serving, Copy) = (null, null);
        (State, Problem) = (PluginState.Removed, null);
    }
}
