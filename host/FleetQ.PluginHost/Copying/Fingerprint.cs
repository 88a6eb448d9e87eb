using System.Security.Cryptography;
using System.Text;
using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Copying;

/// <summary>One sum for all files of a plugin.</summary>
internal static class Fingerprint
{
    /// <summary>SHA-256 over a line <c>sum  path</c> for each file, in ordinal order of the paths.</summary>
    public static string Of(IEnumerable<CopiedFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in files.OrderBy(static file => file.RelativePath, StringComparer.Ordinal))
        {
            text.Append(file.Sum).Append("  ").Append(file.RelativePath).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The fingerprint of files where they lie; null when they cannot be read.</summary>
    public static string? Find(PluginCandidate plugin)
    {
        try
        {
            return Of(plugin.Files().Select(file => new CopiedFile(RelativePath(plugin, file), FileSum.Of(file))));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A file's path in its plugin's folder, with <c>/</c> on every system.</summary>
    public static string RelativePath(PluginCandidate plugin, string file) =>
        Path.GetRelativePath(plugin.Folder, file).Replace(Path.DirectorySeparatorChar, '/');
}
