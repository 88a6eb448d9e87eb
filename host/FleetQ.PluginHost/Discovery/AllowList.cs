using System.Buffers;
using System.Security.Cryptography;
using FleetQ.PluginHost.Copying;

namespace FleetQ.PluginHost.Discovery;

/// <summary>The files that may be loaded, as <c>sha256sum</c> writes them: a sum, blanks, a name.</summary>
/// <remarks>
/// A file is allowed when its sum is listed under its own name; folders in the listed path do not count, so a list
/// may be made where the plugins were built. Empty lines and lines that start with <c>#</c> are skipped.
/// </remarks>
internal sealed class AllowList
{
    private const int SumLength = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly HashSet<(string Sum, string Name)> entries = [];

    private AllowList()
    {
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">A line holds no sum and name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AllowList Read(string path)
    {
        var list = new AllowList();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] == '#')
            {
                continue;
            }

            list.Add(text, number);
        }

        return list;
    }

    /// <summary>The first of some files that is not allowed; null when all are.</summary>
    public CopiedFile? FindUnlisted(IEnumerable<CopiedFile> files) =>
        files.FirstOrDefault(file => !entries.Contains((file.Sum, Path.GetFileName(file.RelativePath))));

    private void Add(ReadOnlySpan<char> line, int number)
    {
        var name = line.Length > SumLength ? line[SumLength..].TrimStart(" \t*") : default;
        if (name.IsEmpty || line[..SumLength].ContainsAnyExcept(HexDigits))
        {
            throw new FormatException($"Line {number} is not a SHA-256 sum, blanks and a file name.");
        }

        var path = name.ToString().Replace('\\', '/');
        entries.Add((line[..SumLength].ToString().ToLowerInvariant(), Path.GetFileName(path)));
    }
}
