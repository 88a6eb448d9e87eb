using System.Text;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Trust;

/// <summary>
/// A publisher's statement of what a plugin consists of: <c>fleetq.sums</c> lists all its files but itself and its
/// signature, which stands in <c>fleetq.sums.sig</c>.
/// </summary>
internal static class SignedSums
{
    /// <summary>The file of sums, at the top of the plugin's folder.</summary>
    public const string FileName = "fleetq.sums";

    /// <summary>Its signature: ECDSA P-256 over SHA-256, in DER.</summary>
    public const string SignatureName = "fleetq.sums.sig";

    private const int SumsBytesMax = 4 * 1024 * 1024;
    private const int SignatureBytesMax = 1024;
    private const int NamedMax = 3;

    /// <summary>Tells whether a path in a plugin's folder is one of the two.</summary>
    public static bool Is(string relativePath) => relativePath is FileName or SignatureName;

    /// <summary>Tells why a copy is not what one of the keys signed; null when it is.</summary>
    /// <exception cref="IOException">A file of the copy cannot be read.</exception>
    public static Refusal? Judge(PluginCopy copy, PublisherKeys keys)
    {
        var plugin = copy.Plugin;
        if (plugin.IsLone)
        {
            return TrustRefusals.LoneUnsigned(plugin);
        }

        string[] needed = [FileName, SignatureName];
        if (needed.FirstOrDefault(name => copy.Files.All(file => file.RelativePath != name)) is { } absent)
        {
            return TrustRefusals.Unsigned(plugin, absent);
        }

        // The signature first: what a stranger wrote is not read any further.
        var sums = Find(plugin, FileName, SumsBytesMax);
        var signature = Find(plugin, SignatureName, SignatureBytesMax);
        if (sums is null || signature is null || !keys.HaveSigned(sums, signature))
        {
            return TrustRefusals.WrongSignature(plugin, keys.Count);
        }

        try
        {
            return Compare(copy, Read(sums));
        }
        catch (FormatException failure)
        {
            return TrustRefusals.InvalidSums(plugin, failure.Message);
        }
    }

    private static byte[]? Find(PluginCandidate plugin, string name, int bytesMax)
    {
        var file = new FileInfo(Path.Combine(plugin.Folder, name));
        return file.Length <= bytesMax ? File.ReadAllBytes(file.FullName) : null;
    }

    private static Dictionary<string, string> Read(byte[] sums)
    {
        var listed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in SumLine.ReadAll(Encoding.UTF8.GetString(sums).Split('\n')))
        {
            if (!listed.TryAdd(line.Path, line.Sum))
            {
                throw new FormatException($"'{line.Path}' is listed twice.");
            }
        }

        return listed;
    }

    private static Refusal? Compare(PluginCopy copy, Dictionary<string, string> listed)
    {
        var problems = new List<string>();
        foreach (var file in copy.Files.Where(static file => !Is(file.RelativePath)))
        {
            if (!listed.Remove(file.RelativePath, out var sum))
            {
                problems.Add($"'{file.RelativePath}' is not listed");
            }
            else if (sum != file.Sum)
            {
                problems.Add($"'{file.RelativePath}' was changed");
            }
        }

        problems.AddRange(listed.Keys.Order(StringComparer.Ordinal).Select(static path => $"'{path}' is missing"));
        if (problems.Count > NamedMax)
        {
            problems = [.. problems[..NamedMax], $"and {problems.Count - NamedMax} more"];
        }

        return problems.Count == 0 ? null : TrustRefusals.NotAsSigned(copy.Plugin, problems);
    }
}
