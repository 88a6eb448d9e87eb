using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.PluginHost;

/// <summary>Reports as JSON: snake_case names, states in lower case, instants in UTC with milliseconds.</summary>
internal static class PluginReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<PluginState>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<RetirementState>(JsonNamingPolicy.SnakeCaseLower),
            new InstantConverter(),
        },
    };

    /// <summary>Writes the reports as an array.</summary>
    public static string Write(IReadOnlyList<PluginReport> reports) => JsonSerializer.Serialize(reports, Options);

    /// <summary>Writes the reports for a pod's row: without schemas, which may be long.</summary>
    public static string WriteShort(IReadOnlyList<PluginReport> reports) => Write(
        [.. reports.Select(static report => report with { TaskTypes = [.. report.TaskTypes.Select(WithoutSchema)] })]);

    /// <summary>Writes one report as an object.</summary>
    public static string Write(PluginReport report) => JsonSerializer.Serialize(report, Options);

    private static PluginTaskType WithoutSchema(PluginTaskType type) => type with { ArgumentsSchema = null };

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
