namespace FleetQ.Engine.Tests.Simulation;

/// <summary>
/// Simulations run by themselves: they tell from the thread pool whether everything waits, so nothing else may use it.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class OneSimulationAtATime;
