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
}
