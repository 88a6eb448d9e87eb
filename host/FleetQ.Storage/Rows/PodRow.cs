using System.Data.Common;
using System.Text.Json;

using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>Reads a row of pods.</summary>
internal static class PodRow
{
    public static Pod Read(DbDataReader row) => new()
    {
        Identity = ReadIdentity(row),
        State = ReadState(row),
        BirthAt = row.Instant("birth_ts"),
        Beat = row.Int64("beat"),
        BeatAt = row.Instant("beat_ts"),
        BeatAge = row.Span("beat_age_ms"),
        CapacityMax = row.Int32("capacity_max"),
        Running = row.Int32("running"),
        Version = row.Text("version"),
        HostName = row.Text("host_name"),
        TaskTypes = ReadTexts(row.Text("task_types")),
        Plugins = row.Text("plugins"),
    };

    public static PodIdentity ReadIdentity(DbDataReader row) =>
        new(new PodId(row.Text("pod_id")), row.Text("incarnation"));

    private static PodState ReadState(DbDataReader row)
    {
        var word = row.Text("state");
        return PodStates.Find(word)
            ?? throw new InvalidDataException($"The store has the pod state '{word}', which this host does not know.");
    }

    private static List<string> ReadTexts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(static element => element.GetString()!)];
    }
}
