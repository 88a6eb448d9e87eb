using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Inspection;

namespace FleetQ.PluginHost.Generations;

/// <summary>Starts plugins: in a load context of this process, or in a process of their own.</summary>
internal interface IPluginStarter
{
    /// <summary>Starts a copy that was found sound. Whatever the plugin does becomes a refusal.</summary>
    /// <param name="copy">The host's own copy of the files; it stays until the generation ended.</param>
    /// <param name="facts">What the main DLL of the copy says of itself.</param>
    /// <param name="cancellationToken">Ends the wait, not what the plugin does.</param>
    Task<StartResult> StartAsync(PluginCopy copy, AssemblyFacts facts, CancellationToken cancellationToken);
}

/// <summary>What became of a start: one of the two is null.</summary>
/// <param name="Generation">It runs; the caller owns it.</param>
/// <param name="Refusal">Why it does not.</param>
internal sealed record StartResult(IPluginGeneration? Generation, Refusal? Refusal);
