using System.Collections.Concurrent;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>Counts what runs, in all and by task type. One claimer takes places, any thread frees them.</summary>
public sealed class CapacityLimiter(DispatchingOptions options)
{
    private readonly ConcurrentDictionary<TaskType, int> byType = new();
    private int running;

    /// <summary>The most steps at once.</summary>
    public int Capacity { get; } = options.Capacity;

    /// <summary>How many places are taken.</summary>
    public int Running => Volatile.Read(ref running);

    /// <summary>How many places are free.</summary>
    public int Room => Math.Max(0, Capacity - Running);

    /// <summary>How many steps of one task type can be taken now.</summary>
    public int GetRoomOf(HandlerRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.MaxConcurrency is { } most
            ? Math.Clamp(most - byType.GetValueOrDefault(route.TaskType), 0, Room)
            : Room;
    }

    internal void Take(TaskType taskType)
    {
        Interlocked.Increment(ref running);
        byType.AddOrUpdate(taskType, 1, static (_, count) => count + 1);
    }

    internal void Free(TaskType taskType)
    {
        byType.AddOrUpdate(taskType, 0, static (_, count) => count - 1);
        Interlocked.Decrement(ref running);
    }
}
