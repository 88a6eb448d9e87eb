using System.Buffers;
using System.Security.Cryptography;

namespace FleetQ.PluginHost.Trust;

/// <summary>One line as <c>sha256sum</c> writes it: a sum, blanks, a path.</summary>
/// <param name="Sum">In lower-case hexadecimal digits.</param>
/// <param name="Path">With <c>/</c> on every system, without a leading <c>./</c>.</param>
internal sealed record SumLine(string Sum, string Path)
{
    private const int SumLength = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads all lines; empty ones and those that start with <c>#</c> are skipped.</summary>
    /// <exception cref="FormatException">A line holds no sum and path.</exception>
    public static IEnumerable<SumLine> ReadAll(IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.AsSpan().Trim();
            if (!text.IsEmpty && text[0] != '#')
            {
                yield return Read(text, number);
            }
        }
    }

    private static SumLine Read(ReadOnlySpan<char> line, int number)
    {
        var name = line.Length > SumLength ? line[SumLength..].TrimStart(" \t*") : default;
        if (name.IsEmpty || line[..SumLength].ContainsAnyExcept(HexDigits))
        {
            throw new FormatException($"Line {number} is not a SHA-256 sum, blanks and a file name.");
        }

        var path = name.ToString().Replace('\\', '/');
        return new SumLine(
            line[..SumLength].ToString().ToLowerInvariant(),
            path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
    }
}
