using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.PluginHost;

/// <summary>Reports as JSON: snake_case names, states in lower case.</summary>
internal static class PluginReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<PluginState>(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes the reports as an array.</summary>
    public static string Write(IReadOnlyList<PluginReport> reports) => JsonSerializer.Serialize(reports, Options);

    /// <summary>Writes the reports for a pod's row: without schemas, which may be long.</summary>
    public static string WriteShort(IReadOnlyList<PluginReport> reports) => Write(
        [.. reports.Select(static report => report with { TaskTypes = [.. report.TaskTypes.Select(WithoutSchema)] })]);

    private static PluginTaskType WithoutSchema(PluginTaskType type) => type with { ArgumentsSchema = null };
}
