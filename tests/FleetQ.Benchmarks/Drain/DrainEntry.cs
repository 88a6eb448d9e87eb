using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks.Drain;

/// <summary>One row of the table.</summary>
/// <param name="Contestant">Who runs.</param>
/// <param name="Processes">In how many processes.</param>
/// <param name="Steps">How many steps a round.</param>
/// <param name="Measure">Where the rounds are kept.</param>
internal sealed record DrainEntry(IDrainContestant Contestant, int Processes, int Steps, Measure Measure);
