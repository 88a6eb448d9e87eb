using System.Buffers;
using System.Text.Json;
using NLog;

namespace FleetQ.Host.Logging;

/// <summary>The fields of a log event by their names in the output.</summary>
internal static class LogFields
{
    /// <summary>No text of a field is longer, in characters.</summary>
    public const int TextLengthMax = 8_192;

    private const int NameLengthMax = 256;
    private const string EventName = "EventName";
    private const string EventNumber = "EventId";
    private const string MethodPrefix = "Log";
    private const char Replacement = '\uFFFD';

    // What turns the order of letters on a screen, and what some readers take for the end of a line.
    private static readonly SearchValues<char> Turning = SearchValues.Create(
        "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The event's name, as <c>step_claimed</c>; the message where an event has none.</summary>
    public static string NameOf(LogEventInfo entry)
    {
        if (!entry.HasProperties
            || !entry.Properties.TryGetValue(EventName, out var value)
            || value is not string { Length: > 0 } name)
        {
            var message = entry.FormattedMessage;
            return TextOf(message.Length <= NameLengthMax ? message : message[..NameLengthMax]);
        }

        return SnakeOf(name.StartsWith(MethodPrefix, StringComparison.Ordinal) ? name[MethodPrefix.Length..] : name);
    }

    /// <summary>The event's own fields and those of the step that it is about, without doubles.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Of(LogEventInfo entry)
    {
        var own = entry.HasProperties
            ? entry.Properties.Select(static pair => KeyValuePair.Create(pair.Key.ToString() ?? "", pair.Value))
            : [];
        return own.Concat(ScopeContext.GetAllProperties())
            .Where(static pair => pair.Key is not (EventName or EventNumber or "{OriginalFormat}" or ""))
            .Select(static pair => KeyValuePair.Create(SnakeOf(pair.Key), pair.Value))
            .DistinctBy(static pair => pair.Key, StringComparer.Ordinal);
    }

    /// <summary>A text that is not too long, and that a reader sees in the order in which it was written.</summary>
    public static string TextOf(string text)
    {
        var shown = text.Length <= TextLengthMax ? text : text[..TextLengthMax] + " … (cut)";
        return shown.AsSpan().ContainsAny(Turning)
            ? string.Concat(shown.Select(static c => Turning.Contains(c) ? Replacement : c))
            : shown;
    }

    private static string SnakeOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
