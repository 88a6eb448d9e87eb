namespace FleetQ.PluginHost;

/// <summary>A replaced or removed plugin that is still in memory.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">Its fingerprint.</param>
/// <param name="State">Where it is on its way out.</param>
/// <param name="RetiredTs">Since when it serves no more.</param>
/// <param name="Running">How many steps still run in it.</param>
/// <param name="Roots">What keeps it in memory after its end, as far as it was found.</param>
public sealed record RetiredReport(
    string Version,
    string? Sha256,
    RetirementState State,
    DateTimeOffset RetiredTs,
    int Running,
    IReadOnlyList<string> Roots);

/// <summary>Where a replaced plugin is on its way out.</summary>
public enum RetirementState
{
    /// <summary>Its last steps run undisturbed.</summary>
    Draining,

    /// <summary>The tokens of its last steps are cancelled.</summary>
    Stopping,

    /// <summary>A handler ignores its cancelled token; the plugin stays until that returns.</summary>
    Stuck,

    /// <summary>It was told to go; what is left is in memory because something holds it.</summary>
    Unloaded,
}
