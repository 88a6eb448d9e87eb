namespace FleetQ.PluginHost;

/// <summary>What became of a reload that was asked for.</summary>
/// <param name="Outcome">Which of the ends.</param>
/// <param name="Plugin">The plugin after it; null when there is none of that name.</param>
public sealed record PluginReload(PluginReloadOutcome Outcome, PluginReport? Plugin);

/// <summary>The ends of a reload.</summary>
public enum PluginReloadOutcome
{
    /// <summary>Its files serve, in a new generation.</summary>
    Reloaded,

    /// <summary>There is no such plugin.</summary>
    NotFound,

    /// <summary>It stays for the life of the process; what of it was quarantined is tried again.</summary>
    Returned,

    /// <summary>It stays for the life of the process.</summary>
    Permanent,

    /// <summary>Its files were refused; the report says why.</summary>
    Refused,

    /// <summary>Its files still change; ask again when they stand still.</summary>
    StillChanging,
}
