using System.Globalization;
using System.Text.Json;

namespace FleetQ.Plugins.Http.Network;

/// <summary>The status codes that a step expects.</summary>
internal sealed class StatusRanges
{
    private readonly (int Low, int High)[] ranges;

    private StatusRanges(string text, (int Low, int High)[] ranges)
    {
        Text = text;
        this.ranges = ranges;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads one code or range, or a list of them: 204, "204", "2xx", "200-204". Nothing is 2xx.</summary>
    /// <returns>Null when it is none of these.</returns>
    public static StatusRanges? Find(JsonElement? expect)
    {
        var texts = expect switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => ["2xx"],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(item => item.ToString()).ToArray(),
            { } one => [one.ToString()],
        };
        var found = texts.Select(FindRange).ToArray();
        return found.Length == 0 || found.Any(range => range is null)
            ? null
            : new(string.Join(", ", texts), [.. found.Select(range => range!.Value)]);
    }

    public bool Contains(int status) => ranges.Any(range => range.Low <= status && status <= range.High);

    private static (int Low, int High)? FindRange(string text)
    {
        if (text.Length == 3 && text.EndsWith("xx", StringComparison.OrdinalIgnoreCase) && text[0] is >= '1' and <= '5')
        {
            var hundred = (text[0] - '0') * 100;
            return (hundred, hundred + 99);
        }

        var bounds = text.Split('-');
        return bounds.Length <= 2 && FindCode(bounds[0]) is { } low && FindCode(bounds[^1]) is { } high && low <= high
            ? (low, high)
            : null;
    }

    private static int? FindCode(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599
            ? code
            : null;
}
