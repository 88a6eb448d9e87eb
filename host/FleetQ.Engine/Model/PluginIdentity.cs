namespace FleetQ.Engine.Model;

/// <summary>Which contents of which plugin ran an attempt.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Version">The version that it says it has; two builds may say the same.</param>
/// <param name="Sha256">
/// What it really is: SHA-256 over all its files, 64 lower-case hexadecimal digits; null in rows of earlier hosts.
/// </param>
public sealed record PluginIdentity(string Name, string Version, string? Sha256);
