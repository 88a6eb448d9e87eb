using System.Text.Json;

namespace FleetQ.Chaos.Checking;

/// <summary>What the pods' logs tell.</summary>
internal sealed class PodLog
{
    private readonly Dictionary<string, int> counts = [];
    private readonly Dictionary<string, ChaosPod> podOf = [];
    private readonly List<(string Incarnation, DateTimeOffset At)> evictions = [];

    public PodLog(IEnumerable<ChaosPod> pods)
    {
        foreach (var pod in pods)
        {
            foreach (var line in pod.Host.Log)
            {
                Read(pod, line);
            }
        }
    }

    /// <summary>The incarnations that some leader found dead, and when.</summary>
    public IReadOnlyList<(string Incarnation, DateTimeOffset At)> Evictions => evictions;

    public int CountOf(string name) => counts.GetValueOrDefault(name);

    /// <summary>The process that an incarnation was; null when its log does not tell.</summary>
    public ChaosPod? PodOf(string incarnation) => podOf.GetValueOrDefault(incarnation);

    private void Read(ChaosPod pod, string line)
    {
        if (!line.StartsWith('{') || !TryParse(line, out var entry) || !entry.TryGetProperty("event", out var named))
        {
            return;
        }

        var name = named.GetString()!;
        // A pod also tells of the first leader that it sees.
        if (name == "leader_changed" && entry.GetProperty("former_leader").ValueKind is JsonValueKind.Null)
        {
            return;
        }

        counts[name] = counts.GetValueOrDefault(name) + 1;
        if (name == "pod_registered")
        {
            podOf[entry.GetProperty("incarnation").GetString()!] = pod;
        }
        else if (name == "pod_found_dead")
        {
            var at = entry.GetProperty("timestamp").GetDateTimeOffset() - pod.Ahead;
            evictions.Add((entry.GetProperty("incarnation").GetString()!, at));
        }
        else if (name == "recovery_ended")
        {
            Add("returned", entry, "requeued_steps");
            Add("failed_by_recovery", entry, "terminal_steps");
        }
    }

    private void Add(string name, JsonElement entry, string field) =>
        counts[name] = counts.GetValueOrDefault(name) + entry.GetProperty(field).GetInt32();

    // The last line of a killed process may be half a line.
    private static bool TryParse(string line, out JsonElement entry)
    {
        try
        {
            entry = JsonSerializer.Deserialize<JsonElement>(line);
            return true;
        }
        catch (JsonException)
        {
            entry = default;
            return false;
        }
    }
}
