using System.Globalization;
using System.Text;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>Writes pieces of JSON: a compiler brings no library for it.</summary>
internal static class JsonWriting
{
    public static string Text(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                < ' ' or '\u2028' or '\u2029' => json.Append(
                    "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(letter),
            };
        }

        return json.Append('"').ToString();
    }

    public static string Array(IEnumerable<string> items) => $"[{string.Join(",", items)}]";

    /// <summary>An object of members that are written already; empty ones are left out.</summary>
    public static string Object(IEnumerable<string> members) =>
        $"{{{string.Join(",", members.Where(static member => member.Length > 0))}}}";

    public static string Member(string name, string json) => $"{Text(name)}:{json}";
}
