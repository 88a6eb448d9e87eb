using System.Text.Json.Serialization;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>Where a step is in its life.</summary>
[JsonConverter(typeof(StepStatusConverter))]
public enum StepStatus
{
    /// <summary>A word that a newer host knows and this client does not.</summary>
    Unknown,

    /// <summary>It waits for other steps.</summary>
    Blocked,

    /// <summary>It waits for its time.</summary>
    Scheduled,

    /// <summary>It waits for a pod.</summary>
    Pending,

    /// <summary>A pod holds it.</summary>
    Claimed,

    /// <summary>It ended well.</summary>
    Completed,

    /// <summary>It failed for good.</summary>
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>It was not started in time.</summary>
    Expired,
}
