using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Copying;

/// <summary>
/// The host's own copy of a plugin's files. It is what is judged and loaded: the operator's files may change meanwhile.
/// </summary>
/// <param name="Source">Where the operator put it.</param>
/// <param name="Plugin">The copy, as a plugin of the same name in a private folder.</param>
/// <param name="Fingerprint">SHA-256 over the names and sums of all files, in lower-case hexadecimal digits.</param>
/// <param name="Files">All files, by relative path in ordinal order.</param>
internal sealed record PluginCopy(
    PluginCandidate Source, PluginCandidate Plugin, string Fingerprint, IReadOnlyList<CopiedFile> Files);

/// <summary>A file of a copy.</summary>
/// <param name="RelativePath">Its path in the plugin's folder, with <c>/</c> on every system.</param>
/// <param name="Sum">SHA-256 of the bytes that were written, in lower-case hexadecimal digits.</param>
internal sealed record CopiedFile(string RelativePath, string Sum);
