using System.Text.Json.Serialization;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>One pod of the fleet; some that left are kept for a while.</summary>
public sealed record PodDetails
{
    /// <summary>Its name.</summary>
    public required string PodId { get; init; }

    /// <summary>Which of the processes that bore this name.</summary>
    public string Incarnation { get; init; } = "";

    /// <summary>active, draining, left or evicted.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether it counts as live.</summary>
    public bool IsAlive { get; init; }

    /// <summary>Whether it leads.</summary>
    public bool IsLeader { get; init; }

    /// <summary>When it registered.</summary>
    [JsonPropertyName("birth_ts")]
    public DateTimeOffset BirthAt { get; init; }

    /// <summary>When it last beat, by the store's clock.</summary>
    [JsonPropertyName("last_heartbeat_ts")]
    public DateTimeOffset BeatAt { get; init; }

    /// <summary>How long ago that was, by the store's clock.</summary>
    [JsonPropertyName("heartbeat_age_seconds")]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan BeatAge { get; init; }

    /// <summary>How many steps it runs.</summary>
    public int CurrentCapacity { get; init; }

    /// <summary>How many it runs at most.</summary>
    public int MaxCapacity { get; init; }

    /// <summary>The version of its host.</summary>
    public string Version { get; init; } = "";

    /// <summary>The machine that it runs on.</summary>
    public string HostName { get; init; } = "";

    /// <summary>What it has handlers for.</summary>
    public IReadOnlyList<string> TaskTypes { get; init => field = value ?? []; } = [];
}
