using FleetQ.Chaos.Links;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Chaos;

/// <summary>One process of a pod, and when the harness was unkind to it.</summary>
/// <param name="name">The pod's id, which others had or will have.</param>
/// <param name="host">The process.</param>
/// <param name="link">Its way to the store; null where there is no network between.</param>
/// <param name="ahead">How far its wall clock is ahead.</param>
internal sealed class ChaosPod(string name, HostProcess host, FaultyLink? link, TimeSpan ahead)
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> unkind = [];

    public string Name { get; } = name;

    public HostProcess Host { get; } = host;

    public FaultyLink? Link { get; } = link;

    public TimeSpan Ahead { get; } = ahead;

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
