namespace FleetQ.Storage;

/// <summary>What a store tells of itself to people.</summary>
public sealed record StoreReport
{
    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>The version of its server or library.</summary>
    public required string Version { get; init; }

    /// <summary>Which migration was the last.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>How statements reach it; null where there is only one way.</summary>
    public string? Transport { get; init; }

    /// <summary>The longest pause between two looks of an idle pod; null where changes are told.</summary>
    public TimeSpan? IdleInterval { get; init; }

    /// <summary>What an idle fleet costs in a day; null where nobody bills by time.</summary>
    public double? ExpectedCreditsPerDay { get; init; }

    /// <summary>What this pod has sent.</summary>
    public required IReadOnlyList<StatementCount> Statements { get; init; }
}
