namespace FleetQ.Host.Contracts;

/// <summary>What the store is, what this pod sends it, and what an idle fleet costs.</summary>
internal sealed record StoreResponse
{
    public required string PodId { get; init; }

    /// <summary>sqlite, postgres or snowflake.</summary>
    public required string Engine { get; init; }

    /// <summary>Of the server, or of the library.</summary>
    public required string Version { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>How statements reach it; null where there is only one way.</summary>
    public string? Transport { get; init; }

    /// <summary>The longest pause between two looks of an idle pod; null where changes are told.</summary>
    public double? IdleIntervalSeconds { get; init; }

    /// <summary>What a day costs in which nothing is submitted; null where nobody bills by time.</summary>
    public double? ExpectedCreditsPerDay { get; init; }

    /// <summary>What this pod sent, by purpose.</summary>
    public required IReadOnlyDictionary<string, StatementCounts> Statements { get; init; }
}

/// <summary>Statements for one purpose.</summary>
internal sealed record StatementCounts(int LastMinute, int LastHour);
