using FleetQ.Chaos.Links;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Chaos;

/// <summary>One process of a pod, and when the harness was unkind to it.</summary>
/// <param name="Name">The pod's id, which others had or will have.</param>
/// <param name="Host">The process.</param>
/// <param name="Link">Its way to the store; null where there is no network between.</param>
/// <param name="Ahead">How far its wall clock is ahead.</param>
internal sealed record ChaosPod(string Name, HostProcess Host, FaultyLink? Link, TimeSpan Ahead)
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
