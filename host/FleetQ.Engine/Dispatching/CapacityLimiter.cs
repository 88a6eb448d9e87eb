using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Counts the places that are taken, and what the pod holds of each task type. Thread-safe, without a lock.
/// </summary>
public sealed class CapacityLimiter(DispatchingOptions options)
{
    private readonly ConcurrentDictionary<TaskType, StrongBox<int>> byType = new();
    private int running;

    /// <summary>The most steps at once.</summary>
    public int Capacity { get; } = options.Capacity;

    /// <summary>How many places are taken.</summary>
    public int Running => Volatile.Read(ref running);

    /// <summary>How many places are free.</summary>
    public int Room => Math.Max(0, Capacity - Running);

    /// <summary>How many more steps of a task type its own limit lets in; null without such a limit.</summary>
    public int? GetRoomOf(HandlerRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.MaxConcurrency is { } most
            ? Math.Max(0, most - Volatile.Read(ref CountOf(route.TaskType).Value))
            : null;
    }

    /// <summary>
    /// Counts a claimed step against its task type's limit, whether it has a place yet or waits for one.
    /// </summary>
    internal void Hold(TaskType taskType) => Interlocked.Increment(ref CountOf(taskType).Value);

    internal void Release(TaskType taskType) => Interlocked.Decrement(ref CountOf(taskType).Value);

    /// <summary>Takes a place.</summary>
    /// <returns>False when none is free.</returns>
    internal bool TryTake()
    {
        var seen = Running;
        while (seen < Capacity)
        {
            var before = Interlocked.CompareExchange(ref running, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    internal void Free() => Interlocked.Decrement(ref running);

    private StrongBox<int> CountOf(TaskType taskType) =>
        byType.GetOrAdd(taskType, static _ => new StrongBox<int>());
}
