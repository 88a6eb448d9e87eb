using System.Text.Json.Serialization;

namespace FleetQ.Engine.Dispatching;

/// <summary>Progress as it is stored.</summary>
/// <param name="Fraction">From 0 to 1; null when unknown.</param>
/// <param name="Message">What the handler says; null when nothing.</param>
internal sealed record ProgressText(double? Fraction, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProgressText))]
internal sealed partial class ProgressJson : JsonSerializerContext;
