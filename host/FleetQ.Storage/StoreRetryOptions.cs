using System.ComponentModel.DataAnnotations;

namespace FleetQ.Storage;

/// <summary>How the store's own transient faults are waited out before an operation is given up.</summary>
public sealed record StoreRetryOptions
{
    /// <summary>How often an operation is tried, the first time included.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>
    /// How often a beat is tried that the store surely did not take. Once where it answers at once, since a late beat
    /// is worth less than the next one in time; more where it turns statements away that meet too many others.
    /// </summary>
    [Range(1, 10)]
    public int BeatMaxAttempts { get; init; } = 1;

    /// <summary>
    /// The pause after the first try; it doubles with each further one, and half of it is left to chance.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);
}
