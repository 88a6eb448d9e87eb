using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Quarantine;

namespace FleetQ.PluginHost;

/// <summary>Where plugins come from and what is asked of them.</summary>
public sealed record PluginHostOptions
{
    /// <summary>The folder of plugins. One that does not exist holds none.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// A file of SHA-256 sums, one <c>sum  name</c> a line. When set, a plugin with a file that is not listed is
    /// refused; a list that cannot be read refuses them all. Null loads whatever lies in the folder.
    /// </summary>
    public string? AllowListFile { get; init; }

    /// <summary>
    /// A file of publishers' public keys, ECDSA P-256 in PEM. When set, a plugin is refused that is not signed, whole
    /// and unchanged, by one of them; a file that cannot be read refuses them all. Null asks for no signature.
    /// </summary>
    public string? PublisherKeysFile { get; init; }

    /// <summary>How long one plugin may take to load and set itself up.</summary>
    /// <remarks>One that takes longer is refused, so that it cannot keep the pod from serving the others.</remarks>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// True for development: a plugin inside this process is replaced when its files change, and unloaded.
    /// </summary>
    /// <remarks>
    /// False: it stays for the life of the process, runs as fast as the host itself, and a change of its files is only
    /// reported. Plugins in processes of their own are replaced either way.
    /// </remarks>
    public bool ReloadsInProcess { get; init; }

    /// <summary>How plugins in processes of their own are treated.</summary>
    public IsolationOptions Isolation { get; init; } = new();

    /// <summary>When a plugin that fails by its own fault is taken out.</summary>
    public QuarantineOptions Quarantine { get; init; } = new();

    /// <summary>
    /// Where the pod notes what runs, so that its next process knows what was there when this one died. Null: nowhere.
    /// </summary>
    public string? StateFolder { get; init; }

    /// <summary>How often the folder is looked at where nothing wakes the host.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a plugin's files must stand still before they are read.</summary>
    /// <remarks>Shorter than the pauses of whoever copies: half a plugin is judged, and refused.</remarks>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long steps that run in a replaced plugin may go on undisturbed.</summary>
    public TimeSpan RetirementGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long they may take to answer their cancelled token before they are reported.</summary>
    public TimeSpan RetirementStopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long is looked for what holds a replaced plugin in memory; more finds more, beside steps that run.
    /// </summary>
    public TimeSpan RootSearchMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many replaced plugins may live on in memory before the pod says so and drains itself.</summary>
    public int RetiredContextsMax { get; init; } = 5;
}
