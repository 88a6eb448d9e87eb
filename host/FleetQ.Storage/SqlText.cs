using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace FleetQ.Storage;

/// <summary>The text of a file as it goes to the engine.</summary>
/// <param name="Text">Without comments.</param>
/// <param name="Places">The names of the parameters by their places; empty where parameters have names.</param>
internal sealed partial record SqlText(string Text, ImmutableArray<string> Places)
{
    /// <summary>Leaves the parameters their names.</summary>
    public static SqlText WithNames(string text) => new(text, []);

    /// <summary>Turns the parameters' names into question marks, in the order in which they stand.</summary>
    public static SqlText WithPlaces(string text)
    {
        var places = ImmutableArray.CreateBuilder<string>();
        var placed = QuotedOrParameter().Replace(text, match =>
        {
            if (!match.Groups["name"].Success)
            {
                return match.Value;
            }

            places.Add(match.Groups["name"].Value);
            return "?";
        });
        return new SqlText(placed, places.ToImmutable());
    }

    /// <summary>The statements of a script, each by itself. A semicolon stands at the end of a line only.</summary>
    public IEnumerable<string> Statements => Text
        .Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(static statement => statement.TrimEnd(';'));

    [GeneratedRegex("'(?:[^']|'')*'|(?<![:\\w]):(?<name>[a-z_]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedOrParameter();
}
