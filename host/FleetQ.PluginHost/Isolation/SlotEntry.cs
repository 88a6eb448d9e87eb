using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Isolation;

/// <summary>What became of an attempt at a slot: it runs, or its step comes back later.</summary>
/// <param name="Child">Where it runs; null when it does not.</param>
/// <param name="Run">The run; null when it does not.</param>
/// <param name="Pause">How its step comes back, without using an attempt; null when it runs.</param>
internal readonly record struct SlotEntry(PluginChild? Child, ChildRun? Run, AttemptResult? Pause);
