namespace FleetQ.PluginHost;

/// <summary>Why a plugin is not loaded.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Sentence">Names the plugin, what is wrong and what to change.</param>
internal sealed record Refusal(string Code, string Sentence);
