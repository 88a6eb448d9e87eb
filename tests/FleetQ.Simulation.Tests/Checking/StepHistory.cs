using FleetQ.Engine.Model;

namespace FleetQ.Simulation.Tests.Checking;

/// <summary>What the store answered about one step, in the order in which it did it.</summary>
internal sealed class StepHistory
{
    /// <summary>The claim that is open; null when nobody holds the step.</summary>
    public Claim? Open { get; set; }

    /// <summary>The last epoch that was given out.</summary>
    public long LastEpoch { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>What the accepted completion carried.</summary>
    public string? Result { get; set; }

    /// <summary>How often its handler may start: its attempts, and those that were given back.</summary>
    public int StartsMax { get; set; }

    public int Starts { get; set; }

    /// <summary>The attempts that some process is in.</summary>
    public List<Execution> Executions { get; } = [];
}
