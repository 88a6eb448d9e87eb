using System.Globalization;
using System.Text.Json;

namespace FleetQ.Engine.Model.Schemas;

/// <summary>The formats that are checked, each as a handler reads it. Any other is a remark for people.</summary>
internal static class SchemaFormats
{
    public static bool Fits(string format, JsonElement text) => format switch
    {
        "date-time" => text.TryGetDateTimeOffset(out _),
        "date" => DateOnly.TryParseExact(
            text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uuid" => text.TryGetGuid(out _),
        _ => true,
    };

    public static string Describe(string format) => format switch
    {
        "date-time" => "a date and time such as 2030-01-31T12:00:00Z",
        "date" => "a date such as 2030-01-31",
        "uuid" => "a UUID such as 0b8f0711-814e-4b40-a73c-27ac58b7e42b",
        _ => $"of the format {format}",
    };
}
