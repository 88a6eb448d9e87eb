namespace FleetQ.PluginHost.Quarantine;

/// <summary>When a plugin that fails by its own fault is taken out on this pod, and for how long.</summary>
public sealed record QuarantineOptions
{
    /// <summary>How many such failures follow each other, without an answer between them, before it is out.</summary>
    public int FaultsMax { get; init; } = 5;

    /// <summary>How long it is out the first time; twice as long each time that it fails again on its return.</summary>
    /// <remarks>
    /// Longer: a plugin that was only unlucky serves late. Shorter: more steps are claimed in vain while it is broken.
    /// </remarks>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>It is never out for longer than this without another try.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The pause after so many earlier ones without an answer between them.</summary>
    internal TimeSpan PauseAfter(int earlier)
    {
        var pause = Pause;
        for (var i = 0; i < earlier && pause < PauseMax; i++)
        {
            pause *= 2;
        }

        return pause < PauseMax ? pause : PauseMax;
    }
}
