using FleetQ.Chaos.Links;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Chaos;

/// <summary>One process of a pod, and when the harness was unkind to it.</summary>
internal sealed record ChaosPod(string Name, HostProcess Host, FaultyLink? Link)
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> unkind = [];

    /// <summary>Whether a strike is on it; it is left alone by others for that time.</summary>
    public bool IsStruck { get; set; }

    /// <summary>Notes that it may look dead to others between two moments.</summary>
    public void Note(DateTimeOffset from, DateTimeOffset to)
    {
        lock (unkind)
        {
            unkind.Add((from, to));
        }
    }

    /// <summary>Whether something was wrong with it at some time between two moments.</summary>
    public bool WasStruckBetween(DateTimeOffset from, DateTimeOffset to)
    {
        lock (unkind)
        {
            return unkind.Exists(each => each.From <= to && each.To >= from);
        }
    }
}
