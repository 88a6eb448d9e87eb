using System.Text.Json;

namespace FleetQ.Sdk.Testing;

/// <summary>A step as a host shows it.</summary>
/// <param name="StepId">Its id.</param>
/// <param name="Status">
/// <c>blocked</c>, <c>scheduled</c>, <c>pending</c>, <c>claimed</c>, <c>completed</c>, <c>failed</c>, <c>cancelled</c>
/// or <c>expired</c>.
/// </param>
/// <param name="Attempts">How many attempts were recorded.</param>
/// <param name="Error">Why the last attempt failed; null when none did.</param>
/// <param name="Json">The whole answer of <c>GET /status/{id}</c>.</param>
public sealed record HostedStep(string StepId, string Status, int Attempts, string? Error, JsonElement Json)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>True when nothing will happen to it any more by itself.</summary>
    public bool HasEnded => Status is "completed" or "failed" or "cancelled" or "expired";

    /// <summary>The result; names are snake_case.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says how the step ended.</exception>
    public T ResultAs<T>() =>
        Json.TryGetProperty("result", out var result) && result.ValueKind != JsonValueKind.Null
            ? result.Deserialize<T>(Options)!
            : throw new InvalidOperationException($"Step {StepId} is {Status} and has no result. {Error}".TrimEnd());

    internal static HostedStep From(JsonElement json) => new(
        json.GetProperty("step_id").GetString()!,
        json.GetProperty("status").GetString()!,
        json.GetProperty("attempts").GetArrayLength(),
        json.TryGetProperty("error", out var error) ? error.GetString() : null,
        json);
}
