using System.Text.Json.Serialization;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>How the pod is that answered.</summary>
public sealed record HealthDetails
{
    /// <summary>Which pod.</summary>
    public required string PodId { get; init; }

    /// <summary>healthy, draining or unhealthy.</summary>
    public string Status { get; init; } = "";

    /// <summary>Always <c>FLEET-Q</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>The version of the host.</summary>
    public string Version { get; init; } = "";

    /// <summary>Since the pod started.</summary>
    [JsonPropertyName("uptime_seconds")]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan Uptime { get; init; }

    /// <summary>How many steps it runs.</summary>
    public int CurrentCapacity { get; init; }

    /// <summary>How many it runs at most.</summary>
    public int MaxCapacity { get; init; }

    /// <summary>Whether it leads.</summary>
    public bool IsLeader { get; init; }

    /// <summary>What was looked at, by name.</summary>
    public IReadOnlyDictionary<string, HealthCheck> Checks { get; init; } = new Dictionary<string, HealthCheck>();
}

/// <summary>One thing that was looked at.</summary>
public sealed record HealthCheck
{
    /// <summary>Whether it is as it should be.</summary>
    public bool Ok { get; init; }

    /// <summary>More about it.</summary>
    public string Detail { get; init; } = "";
}
