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

    /// <summary>How long one plugin may take to load and set itself up.</summary>
    /// <remarks>One that takes longer is refused, so that it cannot keep the pod from serving the others.</remarks>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
