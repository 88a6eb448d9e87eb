using System.Text.Json.Serialization;

namespace FleetQ.Client;

/// <summary>Who leads, as the pod that answered reads it.</summary>
public sealed record LeaderDetails
{
    /// <summary>The leader; null when no pod lives.</summary>
    public string? CurrentLeader { get; init; }

    /// <summary>When it registered.</summary>
    [JsonPropertyName("leader_birth_ts")]
    public DateTimeOffset? LeaderBirthAt { get; init; }

    /// <summary>The pod that answered.</summary>
    public string ThisPodId { get; init; } = "";

    /// <summary>Whether the pod that answered leads.</summary>
    public bool IsLeader { get; init; }

    /// <summary>The live pods, oldest first.</summary>
    public IReadOnlyList<string> AlivePods { get; init => field = value ?? []; } = [];
}
