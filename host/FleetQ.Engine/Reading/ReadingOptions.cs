namespace FleetQ.Engine.Reading;

/// <summary>How readers wait for a step.</summary>
public sealed record ReadingOptions
{
    /// <summary>The longest time between two looks while readers wait and nothing tells of a change.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The shortest time between two looks, however often the store changes.</summary>
    public TimeSpan LookPause { get; init; } = TimeSpan.FromMilliseconds(25);
}
