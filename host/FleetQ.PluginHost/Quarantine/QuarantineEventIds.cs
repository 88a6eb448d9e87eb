namespace FleetQ.PluginHost.Quarantine;

/// <summary>The numbers of the events of plugins that misbehave; no number is used again.</summary>
public static class QuarantineEventIds
{
    /// <summary>A plugin, or a task type of one, went out on this pod.</summary>
    public const int Quarantined = 2180;

    /// <summary>It is tried again.</summary>
    public const int Returned = 2181;

    /// <summary>The last process of this pod ended without saying farewell.</summary>
    public const int ProcessDied = 2182;

    /// <summary>A plugin was there each time that a process died.</summary>
    public const int PluginCondemned = 2183;

    /// <summary>There is no crash journal.</summary>
    public const int JournalUnavailable = 2184;

    /// <summary>What is known of crashes could not be written.</summary>
    public const int HistoryUnwritable = 2185;
}
