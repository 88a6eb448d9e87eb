namespace FleetQ.Benchmarks.Handlers;

/// <summary>What the benchmarks' steps carry.</summary>
/// <param name="Number">Any number.</param>
public sealed record NoopArgs(int Number);
