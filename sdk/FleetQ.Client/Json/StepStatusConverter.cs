using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Client.Json;

/// <summary>A status as its word. A word of a newer host is read as unknown: a client must outlive it.</summary>
internal sealed class StepStatusConverter : JsonConverter<StepStatus>
{
    public override StepStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StepStatuses.Find(reader.GetString() ?? "") ?? StepStatus.Unknown;

    public override void Write(Utf8JsonWriter writer, StepStatus value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWord());
}
