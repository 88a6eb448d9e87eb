using FleetQ.Engine.Model;

namespace FleetQ.Host;

/// <summary>What the host calls itself.</summary>
/// <param name="PodId">The pod's name.</param>
/// <param name="Version">The version of the host.</param>
internal sealed record HostIdentity(PodId PodId, string Version)
{
    public const string Service = "FLEET-Q";

    public const string Description = "A plugin-based worker host and brokerless distributed task queue.";
}
