using System.Globalization;
using System.Text;
using FleetQ.Host.Contracts;
using NLog;

namespace FleetQ.Host.Logging;

/// <summary>Writes a log event for people: short at a terminal, with every field in a file.</summary>
internal static class PlainLogLine
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    public static string WriteShort(LogEventInfo entry)
    {
        var time = entry.TimeStamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{time} {LogLevels.WordOf(entry.Level),-8} {OnOneLine(entry.FormattedMessage)}{ExceptionOf(entry)}";
    }

    public static string WriteWhole(LogEventInfo entry, string podId)
    {
        var time = TimestampConverter.Write(new DateTimeOffset(entry.TimeStamp.ToUniversalTime()));
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
            $"{time} {LogLevels.WordOf(entry.Level),-8} {OnOneLine(entry.FormattedMessage)}");
        line.Append(
            CultureInfo.InvariantCulture, $" event={OnOneLine(LogFields.NameOf(entry))} pod_id={OnOneLine(podId)}");
        foreach (var (name, value) in LogFields.Of(entry).Where(static field => field.Key != "pod_id"))
        {
            line.Append(
                CultureInfo.InvariantCulture,
                $" {name}={OnOneLine(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}");
        }

        return line.Append(ExceptionOf(entry)).ToString();
    }

    // Its message may come from outside too: no line of it begins like one of the log's own.
    private static string ExceptionOf(LogEventInfo entry) => entry.Exception is { } exception
        ? string.Concat(LogFields.TextOf(exception.ToString()).Split(LineEnds, StringSplitOptions.None)
            .Select(static line => $"{Environment.NewLine}    {OnOneLine(line)}"))
        : "";

    // A text from outside must neither start a line nor drive a terminal.
    private static string OnOneLine(string text)
    {
        var shown = LogFields.TextOf(text);
        return shown.Any(char.IsControl)
            ? string.Concat(shown.Select(static c => char.IsControl(c) ? ' ' : c))
            : shown;
    }
}
