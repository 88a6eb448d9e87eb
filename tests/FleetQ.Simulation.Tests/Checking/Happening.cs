namespace FleetQ.Simulation.Tests.Checking;

/// <summary>What a run counts.</summary>
internal enum Happening
{
    Seeds,
    Events,
    SimulatedSeconds,
    Acknowledged,
    Unknown,
    Claims,
    Starts,
    Refused,
    Evictions,
    Returned,
    Reconciled,
    Fences,
    Kills,
    Pauses,
    Outages,
    LeaderChanges,
}
