namespace FleetQ.PluginHost.Crashes;

/// <summary>A plugin's files, as the journal names them.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Sha256">The fingerprint of all its files.</param>
internal sealed record PluginMark(string Name, string Sha256);

/// <summary>What was going on when a process ended that did not say farewell.</summary>
/// <param name="Running">The plugins of which steps ran in the process.</param>
/// <param name="Loading">The plugins that were being loaded into it.</param>
internal sealed record LastMoment(IReadOnlyList<PluginMark> Running, IReadOnlyList<PluginMark> Loading);
