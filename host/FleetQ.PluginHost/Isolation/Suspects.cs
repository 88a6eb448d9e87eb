using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Isolation;

/// <summary>
/// Steps in whose company a process ended. The oldest are forgotten when there are too many. Thread-safe.
/// </summary>
internal sealed class Suspects(int countMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<StepId, LinkedListNode<StepId>> places = [];
    private readonly LinkedList<StepId> order = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return order.Count;
            }
        }
    }

    /// <summary>Tells whether a step is among them.</summary>
    public bool Contains(StepId step)
    {
        lock (gate)
        {
            return places.ContainsKey(step);
        }
    }

    /// <summary>Adds a step.</summary>
    public void Add(StepId step)
    {
        lock (gate)
        {
            if (places.ContainsKey(step))
            {
                return;
            }

            places.Add(step, order.AddLast(step));
            if (order.Count > countMax)
            {
                places.Remove(order.First!.Value);
                order.RemoveFirst();
            }
        }
    }

    /// <summary>Clears a step of suspicion.</summary>
    public void Remove(StepId step)
    {
        lock (gate)
        {
            if (places.Remove(step, out var place))
            {
                order.Remove(place);
            }
        }
    }
}
