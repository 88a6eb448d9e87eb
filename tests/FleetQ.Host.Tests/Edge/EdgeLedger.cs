using System.Collections.Concurrent;
using System.Text.Json;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>What the host said that it took. Thread-safe.</summary>
internal sealed class EdgeLedger
{
    private readonly ConcurrentDictionary<string, bool> created = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> repeated = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> statuses = new();

    /// <summary>The steps that were answered as new.</summary>
    public IReadOnlySet<string> Created => created.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The steps that were answered as there before.</summary>
    public IReadOnlySet<string> Repeated => repeated.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>How many answers had each status.</summary>
    public IReadOnlyDictionary<int, int> Statuses => statuses;

    /// <summary>Notes an answer; a step that is new twice is a fault.</summary>
    public void Note(EdgeRequest request, Answer answer)
    {
        statuses.AddOrUpdate(answer.Status, 1, static (_, count) => count + 1);
        if (answer.Status is not (200 or 201) || !request.Path.StartsWith("/submit", StringComparison.Ordinal))
        {
            return;
        }

        if (answer.Json.TryGetProperty("steps", out var steps))
        {
            Assert.All(steps.EnumerateArray(), Note);
            return;
        }

        Note(answer.Json);
        Assert.Equal($"/status/{answer.Json.GetProperty("step_id").GetString()}", answer.Headers["Location"]);
        Assert.Equal(answer.Status == 200, IsRepeated(answer.Json));
    }

    private static bool IsRepeated(JsonElement step) =>
        step.TryGetProperty("deduplicated", out var flag) && flag.GetBoolean();

    private void Note(JsonElement step)
    {
        var id = step.GetProperty("step_id").GetString()!;
        if (IsRepeated(step))
        {
            repeated.TryAdd(id, true);
            return;
        }

        Assert.True(created.TryAdd(id, true), $"{id} was new twice.");
    }
}
