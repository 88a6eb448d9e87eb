namespace FleetQ.PluginHost.Watching;

/// <summary>
/// What a plugin's latest files were found to be. Immutable, and put in place as a whole: who reads it while another is
/// judged never finds a state with the reason of another.
/// </summary>
/// <param name="State">Whether the plugin serves, and whether its files agree.</param>
/// <param name="Problem">Why its latest files do not serve; null when they do.</param>
internal sealed record PluginVerdict(PluginState State, Refusal? Problem = null)
{
    /// <summary>The version of files that were refused while others serve.</summary>
    public string? Version { get; init; }

    /// <summary>The fingerprint of files that were refused and never served.</summary>
    public string? Fingerprint { get; init; }
}
