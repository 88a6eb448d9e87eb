using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Client.Json;

/// <summary>How bodies are written and read, without reflection.</summary>
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(DiscardAnswer))]
[JsonSerializable(typeof(DiscardBody))]
[JsonSerializable(typeof(FleetPlugins))]
[JsonSerializable(typeof(HealthDetails))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(LeaderDetails))]
[JsonSerializable(typeof(PodsBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(QueueDetails))]
[JsonSerializable(typeof(StepChange))]
[JsonSerializable(typeof(StepDetails))]
[JsonSerializable(typeof(StepPage))]
[JsonSerializable(typeof(StepSubmission))]
[JsonSerializable(typeof(SubmitAnswer))]
internal sealed partial class ClientJson : JsonSerializerContext
{
    /// <summary>Letters stay as they are: bodies are JSON, never part of a page.</summary>
    public static ClientJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new StepStatusConverter() },
    });
}
