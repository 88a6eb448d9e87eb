using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Loading;
using FleetQ.PluginHost.Trust;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost;

/// <summary>Judges plugins as a host would before it loads them; nothing of theirs runs.</summary>
public static class PluginCheck
{
    private const string DependencyFileEnding = ".deps.json";

    /// <summary>Judges what a path holds.</summary>
    /// <param name="path">
    /// A plugin's folder, the output of its build, a lone DLL, or a folder of plugins.
    /// </param>
    /// <param name="allowListFile">A file of SHA-256 sums; null where everything is allowed.</param>
    /// <param name="publisherKeysFile">A file of public keys; null where no signature is asked for.</param>
    /// <param name="logger">Is told of references that lead nowhere and need not.</param>
    /// <returns>One verdict a plugin, by name; none where the folder holds none.</returns>
    /// <exception cref="IOException">The path, the list or the keys cannot be read.</exception>
    /// <exception cref="FormatException">The list or the keys are not well formed.</exception>
    public static IReadOnlyList<PluginVerdict> Judge(
        string path, string? allowListFile, string? publisherKeysFile, ILogger logger)
    {
        var trust = new PluginTrust(
            allowListFile is null ? null : AllowList.Read(allowListFile),
            publisherKeysFile is null ? null : PublisherKeys.Read(publisherKeysFile));
        var inspection = new PluginInspection(trust, logger);
        return [.. Find(path).Select(plugin => Judge(plugin, inspection))];
    }

    /// <summary>
    /// The sums of all files of the plugins that a path holds, as an allow list and a publisher's list have them.
    /// </summary>
    /// <param name="path">As of <see cref="Judge(string, string?, string?, ILogger)"/>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<PluginFileSum> SumUp(string path) => [.. Find(path).SelectMany(SumUp)];

    /// <summary>The sums of one plugin's files, without a publisher's list and its signature.</summary>
    internal static IReadOnlyList<PluginFileSum> SumUp(PluginCandidate plugin) =>
    [
        .. plugin.Files()
            .Select(file => (Path: Fingerprint.RelativePath(plugin, file), File: file))
            .Where(static found => !SignedSums.Is(found.Path))
            .Select(found => new PluginFileSum(plugin.Name, found.Path, FileSum.Of(found.File))),
    ];

    /// <summary>The plugins that a path holds.</summary>
    internal static IReadOnlyList<PluginCandidate> Find(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var name = Path.GetFileNameWithoutExtension(full);
        if (File.Exists(full))
        {
            return [new PluginCandidate(name, Path.GetDirectoryName(full)!, full, IsLone: true)];
        }

        // A folder may have dots in its name, as plugins do.
        var main = FindMain(full, Path.GetFileName(full));
        return main is null
            ? PluginFolder.Scan(full).Candidates
            : [new PluginCandidate(Path.GetFileNameWithoutExtension(main), full, main, IsLone: false)];
    }

    // A build's output bears another name than its plugin; what it is of stands in its list of dependencies.
    private static string? FindMain(string folder, string name)
    {
        var main = Path.Combine(folder, name + ".dll");
        if (File.Exists(main))
        {
            return main;
        }

        return Directory.GetFiles(folder, "*" + DependencyFileEnding) is [var list]
            ? list[..^DependencyFileEnding.Length] + ".dll"
            : null;
    }

    // What a host judges is a copy that nobody changes; here the files are judged where they lie.
    private static PluginVerdict Judge(PluginCandidate plugin, PluginInspection inspection)
    {
        var (facts, refusal) = PluginInspection.Read(plugin);
        var files = FilesOf(plugin);
        if (refusal is null)
        {
            refusal = files is null
                ? Refusal.Unreadable(plugin, plugin.Location, "not all of its files can be read")
                : inspection.Judge(new PluginCopy(plugin, plugin, Fingerprint.Of(files), files), facts!);
        }

        return new PluginVerdict
        {
            Name = plugin.Name,
            Folder = plugin.Location,
            Version = facts?.Version,
            Contract = facts is null ? null : SdkContract.FindRequired(facts)?.ToString(2),
            Sha256 = files is null ? null : Fingerprint.Of(files),
            Code = refusal?.Code,
            Error = refusal?.Sentence,
        };
    }

    private static IReadOnlyList<CopiedFile>? FilesOf(PluginCandidate plugin)
    {
        try
        {
            return
            [
                .. plugin.Files().Select(file =>
                    new CopiedFile(Fingerprint.RelativePath(plugin, file), FileSum.Of(file))),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
