namespace FleetQ.Benchmarks.Handlers;

/// <summary>When a handler was entered.</summary>
/// <param name="Ticks">Of the monotonic clock; only differences mean something.</param>
public sealed record Stamp(long Ticks);
