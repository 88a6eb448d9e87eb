using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Host.Contracts;

/// <summary>
/// How every answer is written: snake_case, times with milliseconds and Z, nulls shown unless a field says otherwise.
/// </summary>
internal static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>For text that is stored and searched, not shown in a page: letters stay as they are.</summary>
    public static JsonSerializerOptions Unescaped { get; } = new(JsonSerializerDefaults.General)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new RawJsonConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
