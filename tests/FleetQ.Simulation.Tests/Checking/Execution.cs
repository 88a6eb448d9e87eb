using FleetQ.Engine.Model;
using FleetQ.Simulation.Tests.Fleet;

namespace FleetQ.Simulation.Tests.Checking;

/// <summary>One handler that runs, or ran when its process died.</summary>
internal sealed record Execution(Claim Claim, SimulatedPod Pod, CancellationToken Token)
{
    /// <summary>Whether an operator ended its claim: the pod hears of that with a beat only.</summary>
    public bool IsEndedByOperator { get; set; }

    public bool HasReturned { get; set; }
}
