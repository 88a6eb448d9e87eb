namespace FleetQ.PluginHost;

/// <summary>What a host would say of a plugin before it loads it.</summary>
public sealed record PluginVerdict
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path that holds it.</summary>
    public required string Folder { get; init; }

    /// <summary>Its version; null when it could not be read.</summary>
    public string? Version { get; init; }

    /// <summary>The contract of FleetQ.Sdk that it was built for; null when it could not be read.</summary>
    public string? Contract { get; init; }

    /// <summary>SHA-256 over all its files, as a host tells it; null when they could not be read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether nothing speaks against loading it.</summary>
    public bool IsSound => Code is null;

    /// <summary>Why it would be refused, as one of <see cref="RefusalCodes"/>; null when it would not.</summary>
    public string? Code { get; init; }

    /// <summary>The same as a sentence that says what to change.</summary>
    public string? Error { get; init; }
}

/// <summary>One file of a plugin.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="File">The path inside its folder.</param>
/// <param name="Sha256">In lower-case hexadecimal digits.</param>
public sealed record PluginFileSum(string Plugin, string File, string Sha256)
{
    /// <summary>A line as <c>sha256sum</c> writes it.</summary>
    public string ToLine() => $"{Sha256}  {File}";
}
