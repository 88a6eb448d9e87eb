namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>What a frame between a host and the process of a plugin says.</summary>
internal enum FrameKind : byte
{
    /// <summary>Child: shows the secret that it was started with.</summary>
    Greeting = 1,

    /// <summary>Host: which plugin to load, and its settings.</summary>
    Launch = 2,

    /// <summary>Child: the plugin is loaded, or refused.</summary>
    Hello = 3,

    /// <summary>Host: runs an attempt.</summary>
    Run = 4,

    /// <summary>Host: cancels an attempt's token.</summary>
    Cancel = 5,

    /// <summary>Child: how far an attempt is.</summary>
    Progress = 6,

    /// <summary>Child: a line of the log.</summary>
    LogLine = 7,

    /// <summary>Child: how an attempt ended.</summary>
    Result = 8,

    /// <summary>Child: it lives.</summary>
    Beat = 9,

    /// <summary>Host: nothing more will run; end when nothing runs.</summary>
    Drain = 10,
}
