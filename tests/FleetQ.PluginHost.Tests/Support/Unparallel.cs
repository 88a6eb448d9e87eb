namespace FleetQ.PluginHost.Tests.Support;

/// <summary>
/// Tests that run alone: they read the whole heap, or locks of files that a process started beside them keeps.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Unparallel;
