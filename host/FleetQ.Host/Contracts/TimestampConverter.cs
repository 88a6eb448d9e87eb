using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Host.Contracts;

/// <summary>
/// Writes instants as <c>2026-01-31T23:59:59.123Z</c>: always UTC, always milliseconds, so that they sort as text.
/// </summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public static string Write(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Write(value));
}
