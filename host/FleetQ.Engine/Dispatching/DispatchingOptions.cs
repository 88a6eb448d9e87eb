namespace FleetQ.Engine.Dispatching;

/// <summary>How many steps a pod runs, and how patiently it stops them.</summary>
public sealed record DispatchingOptions
{
    /// <summary>The most that the pod could run at once, 1 to 10,000.</summary>
    public int MaxParallelism { get; init; } = 10;

    /// <summary>The part of it that is used, 0.1 to 1: the rest is left for the host itself.</summary>
    public double CapacityThreshold { get; init; } = 0.8;

    /// <summary>
    /// How long a handler may go on after its token was cancelled, before its attempt is settled without it.
    /// </summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most steps that the pod runs at once.</summary>
    // In decimal arithmetic, because 10 * 0.7 in binary floating point is 6.999….
    public int Capacity => Math.Max(1, (int)Math.Floor(MaxParallelism * (decimal)CapacityThreshold));
}
