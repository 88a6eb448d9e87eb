using System.Data.Common;

using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>
/// How many steps share a status and, while they are open, a task type, and while they are ready, a priority.
/// </summary>
internal sealed record CountRow(StepStatus Status, string? TaskType, int? Priority, long Steps)
{
    public static CountRow Read(DbDataReader row) => new(
        StepRow.ReadStatus(row),
        row.TextOrNull("task_type"),
        row.Int64OrNull("priority") is { } priority ? checked((int)priority) : null,
        row.Int64("steps"));

    public static QueueCounts ToQueueCounts(IReadOnlyList<CountRow> rows) => new(
        rows.GroupBy(static row => row.Status).ToDictionary(static group => group.Key, Sum),
        rows.Where(static row => row.Priority is not null)
            .GroupBy(static row => row.Priority!.Value)
            .ToDictionary(static group => group.Key, Sum),
        [
            .. rows.Where(static row => row.TaskType is not null)
                .GroupBy(static row => (row.TaskType, row.Status))
                .Select(static group => new TypeCount(new TaskType(group.Key.TaskType!), group.Key.Status, Sum(group))),
        ]);

    private static long Sum(IEnumerable<CountRow> rows) => rows.Sum(static row => row.Steps);
}
