using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Host.Contracts;

namespace FleetQ.Host.Endpoints;

/// <summary>
/// Puts a step's attempts together: the earlier ones are a list in the store, the present or last one stands in the
/// step's own columns, so that a step that runs once writes no list.
/// </summary>
internal static class StepAttempts
{
    private const string PodLost = "pod_lost";
    private const string Lost = "lost";

    public static IReadOnlyList<AttemptResponse> Of(Step step)
    {
        using var earlier = JsonDocument.Parse(step.Attempts);
        var attempts = earlier.RootElement.EnumerateArray().Select(Read).ToList();
        if (step.ClaimedBy is not null)
        {
            attempts.Add(LastOf(step));
        }

        return attempts;
    }

    private static AttemptResponse LastOf(Step step) => new(
        step.Attempt,
        step.ClaimedBy,
        step.Plugin?.Name,
        step.Plugin?.Version,
        step.Plugin?.Sha256,
        step.ClaimedAt,
        step.EndedAt,
        OutcomeOf(step),
        step.Status.IsEnded() ? step.Error?.Message : null);

    private static string? OutcomeOf(Step step)
    {
        if (!step.Status.IsEnded())
        {
            return null;
        }

        return step.Error?.Type == PodLost ? Lost : step.Status.ToWord();
    }

    private static AttemptResponse Read(JsonElement attempt) => new(
        attempt.GetProperty("number").GetInt32(),
        FindText(attempt, "pod"),
        FindText(attempt, "plugin"),
        FindText(attempt, "plugin_version"),
        FindText(attempt, "plugin_sha256"),
        FindInstant(attempt, "started"),
        FindInstant(attempt, "ended"),
        FindText(attempt, "outcome"),
        FindText(attempt, "error"));

    private static string? FindText(JsonElement attempt, string name) =>
        attempt.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static DateTimeOffset? FindInstant(JsonElement attempt, string name) =>
        attempt.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
            ? DateTimeOffset.FromUnixTimeMilliseconds(value.GetInt64())
            : null;
}
