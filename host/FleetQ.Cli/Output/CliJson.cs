using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FleetQ.Host.Contracts;

namespace FleetQ.Cli.Output;

/// <summary>How the tool writes JSON, and reads it: snake_case names, as the HTTP interface has them.</summary>
internal static class CliJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new TimestampConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads an object that somebody typed.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static JsonElement ReadObject(string text, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UsageException($"{what} must be a JSON object, such as '{{\"ms\":100}}'.");
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{what} is no JSON ({failure.Message.TrimEnd('.')}); quote it for the shell.");
        }
    }
}
