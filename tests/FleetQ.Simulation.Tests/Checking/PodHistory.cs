using FleetQ.Engine.Model;
using FleetQ.Simulation.Tests.Fleet;

namespace FleetQ.Simulation.Tests.Checking;

/// <summary>What the store answered about one incarnation of a pod.</summary>
internal sealed record PodHistory(PodIdentity Identity, SimulatedPod Pod)
{
    /// <summary>Whether it was evicted, replaced, or has left: it can hold no claim.</summary>
    public bool IsOut { get; set; }

    /// <summary>Whether a newer process of its name took its place while it may still run.</summary>
    public bool IsReplaced { get; set; }
}
