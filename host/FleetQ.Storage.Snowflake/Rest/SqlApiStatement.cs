using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>One statement with all that the service must know to run it.</summary>
internal sealed class SqlApiStatement
{
    /// <summary>
    /// The name of the parameter that says how many statements the text holds, as in the official driver; 0 for any.
    /// </summary>
    public const string CountParameter = "MULTI_STATEMENT_COUNT";

    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Text { get; init; }

    public required SqlApiAddress Address { get; init; }

    public required IReadOnlyDictionary<string, string> SessionParameters { get; init; }

    public required IReadOnlyList<SqlApiParameter> Parameters { get; init; }

    /// <summary>The longest that it may run; null: as long as the service lets it.</summary>
    public required TimeSpan? Timeout { get; init; }

    /// <summary>Whether a part of it can be done when another part fails.</summary>
    public bool IsScript => Parameters.Any(static parameter => parameter.ParameterName is CountParameter);

    /// <summary>The body of the request.</summary>
    public byte[] ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Format);
        json.WriteStartObject();
        json.WriteString("statement", Text);
        Write(json, "database", Address.Database);
        Write(json, "schema", Address.Schema);
        Write(json, "warehouse", Address.Warehouse);
        Write(json, "role", Address.Role);
        if (Timeout is { } timeout)
        {
            json.WriteNumber("timeout", (long)Math.Ceiling(timeout.TotalSeconds));
        }

        WriteBindings(json);
        WriteParameters(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private void WriteBindings(Utf8JsonWriter json)
    {
        if (Parameters.Count == 0 || IsScript)
        {
            return;
        }

        json.WriteStartObject("bindings");
        foreach (var parameter in Parameters)
        {
            SqlApiBindings.Write(json, parameter);
        }

        json.WriteEndObject();
    }

    private void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("parameters");
        foreach (var (name, value) in SessionParameters)
        {
            json.WriteString(name, value);
        }

        foreach (var parameter in Parameters.Where(static parameter => parameter.ParameterName is CountParameter))
        {
            json.WriteString(CountParameter, Convert.ToString(parameter.Value, CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }
}
