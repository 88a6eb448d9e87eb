using System.Text.Json.Serialization;

namespace FleetQ.Host.Contracts;

/// <summary>How the pod is.</summary>
/// <param name="Service">Always <c>FLEET-Q</c>.</param>
/// <param name="PodId">Which pod.</param>
/// <param name="Status">healthy, draining or unhealthy.</param>
/// <param name="Version">The version of the host.</param>
/// <param name="UptimeSeconds">Since the pod started.</param>
/// <param name="CurrentCapacity">How many steps it runs now.</param>
/// <param name="MaxCapacity">How many it runs at most.</param>
/// <param name="IsLeader">Whether it leads, as its last beat read it.</param>
/// <param name="Checks">What was looked at, by name.</param>
internal sealed record HealthResponse(
    string Service,
    string PodId,
    string Status,
    string Version,
    double UptimeSeconds,
    int CurrentCapacity,
    int MaxCapacity,
    bool IsLeader,
    IReadOnlyDictionary<string, HealthCheck> Checks);

/// <summary>One thing that was looked at.</summary>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Detail">More about it.</param>
internal sealed record HealthCheck(bool Ok, string Detail);

/// <summary>The short answer for those who only ask whether.</summary>
/// <param name="Status">live, not_live, ready or not_ready.</param>
/// <param name="Reason">Why not; left out when all is well.</param>
internal sealed record ProbeResponse(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);
