using System.Collections.Concurrent;

namespace FleetQ.Engine.Loops;

/// <summary>
/// Knows whether the pod's loops turn. A pod whose claim loop or writers hang must not go on beating: it would hold its
/// steps for ever.
/// </summary>
public sealed class LoopWatch(TimeSpan limit, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LoopPulse> pulses = new(StringComparer.Ordinal);

    /// <summary>All loops turn, or wait for input.</summary>
    public bool AllTurn => pulses.Values.All(static pulse => pulse.IsTurning);

    /// <summary>
    /// The names of the loops that hang and without which the pod's steps would stand still. Recovery is not one:
    /// another pod takes it over.
    /// </summary>
    public IReadOnlyList<string> HoldingBeat =>
        [.. pulses.Where(static pair => pair.Value is { HoldsBeat: true, IsTurning: false })
            .Select(static pair => pair.Key)];

    /// <summary>Each loop by name, and whether it turns.</summary>
    public IReadOnlyDictionary<string, bool> Loops =>
        pulses.ToDictionary(static pair => pair.Key, static pair => pair.Value.IsTurning, StringComparer.Ordinal);

    /// <summary>The pulse of a loop, made at the first call.</summary>
    public LoopPulse Get(string name, bool holdsBeat = false) =>
        pulses.GetOrAdd(
            name,
            static (key, watch) => new LoopPulse(key, watch.HoldsBeat, watch.Limit, watch.Time),
            (HoldsBeat: holdsBeat, Limit: limit, Time: time));
}
