using System.Text.RegularExpressions;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>
/// What <c>alter session set</c> says on a connection. The API has no session, so the connection keeps it and sends it
/// with each statement.
/// </summary>
internal sealed partial class SessionParameters
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>By name, in upper case.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>Takes a text if it is such a statement.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryTake(string text)
    {
        var match = AlterSession().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var names = match.Groups["name"].Captures;
        var given = match.Groups["value"].Captures;
        for (var i = 0; i < names.Count; i++)
        {
            values[names[i].Value.ToUpperInvariant()] =
                given[i].Value.Trim('\'').Replace("''", "'", StringComparison.Ordinal);
        }

        return true;
    }

    [GeneratedRegex(
        """
        ^ (\s | --[^\n]*)*
        alter \s+ session \s+ set
        ( [\s,]+ (?<name> [a-z_][a-z0-9_]*) \s* = \s* (?<value> '([^']|'')*' | [\w.+-]+) )+
        \s* ;? \s* $
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
        | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlterSession();
}
