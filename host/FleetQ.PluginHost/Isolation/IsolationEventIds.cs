namespace FleetQ.PluginHost.Isolation;

/// <summary>The numbers of the events of plugins in processes of their own; no number is used again.</summary>
public static class IsolationEventIds
{
    /// <summary>The process of a plugin runs and has loaded it.</summary>
    public const int ChildStarted = 2150;

    /// <summary>The process of a plugin ended by itself, or had to be ended.</summary>
    public const int ChildLost = 2151;

    /// <summary>The process of a plugin ended because the host asked for it.</summary>
    public const int ChildEnded = 2152;

    /// <summary>The process of a plugin could not be started again.</summary>
    public const int RestartFailed = 2153;

    /// <summary>A step ran alone in a process that ended: it is blamed.</summary>
    public const int StepBlamed = 2154;

    /// <summary>A step ran beside others in a process that ended: it runs alone from now on.</summary>
    public const int StepSuspected = 2155;

    /// <summary>A handler ignored its cancelled token: its process is ended.</summary>
    public const int CancellationIgnored = 2156;

    /// <summary>A process had no memory left: it is replaced when nothing runs in it.</summary>
    public const int MemoryExhausted = 2157;

    /// <summary>The plugin wrote a line to its standard output.</summary>
    public const int OutputLine = 2158;

    /// <summary>The plugin wrote a line to its error output.</summary>
    public const int ErrorLine = 2159;

    /// <summary>What came from the process of a plugin could not be understood.</summary>
    public const int FrameRefused = 2160;

    /// <summary>A plugin logged faster than its lines could leave; some were dropped.</summary>
    public const int LinesDropped = 2161;
}
