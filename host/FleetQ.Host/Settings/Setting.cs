namespace FleetQ.Host.Settings;

/// <summary>One environment variable of the host: what it is called, what it takes and what it is for.</summary>
/// <param name="Name">The name behind <see cref="Prefix"/>.</param>
/// <param name="DefaultText">The default as a reader sees it; empty when there is none.</param>
/// <param name="Rule">What a value must be: completes the sentence "it must be …".</param>
/// <param name="Meaning">What it decides, and the trade-off.</param>
internal abstract record Setting(string Name, string DefaultText, string Rule, string Meaning)
{
    /// <summary>How the name of every variable starts.</summary>
    public const string Prefix = "FLEET_Q_";

    /// <summary>The variable's whole name.</summary>
    public string Variable => Prefix + Name;

    /// <summary>Other names behind the prefix that mean the same.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>A name without the prefix that platforms set; the least of all sources.</summary>
    public string? PlatformName { get; init; }

    /// <summary>True when a value must not be shown.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>A setting with the type of its value. <c>Parse</c> answers null for a text that breaks the rule.</summary>
internal sealed record Setting<T>(
    string Name, string DefaultText, string Rule, string Meaning, Func<string, Parsed<T>?> Parse, T Default)
    : Setting(Name, DefaultText, Rule, Meaning);

/// <summary>
/// A value that was read. Its presence says that the text was well formed, even where the value is null.
/// </summary>
internal sealed record Parsed<T>(T Value);
