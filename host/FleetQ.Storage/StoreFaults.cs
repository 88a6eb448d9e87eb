using System.Collections.Concurrent;

namespace FleetQ.Storage;

/// <summary>What a store refuses to do just now, for those who tell how a pod is. Thread-safe.</summary>
/// <remarks>
/// A store can answer each question and take no write: it is full, or became a standby. Only the operations themselves
/// find that out.
/// </remarks>
public sealed class StoreFaults(TimeProvider time)
{
    // One failure may be a moment's; the next try tells.
    private const int InARowMin = 2;

    // A submit that nobody repeats must not keep clients away from a pod that could take them again.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Failure> failures = new(StringComparer.Ordinal);

    /// <summary>What to check, by the latest operation that keeps failing; null when none does.</summary>
    public string? Find() => failures.Values
        .Where(failure => failure.InARow >= InARowMin && time.GetElapsedTime(failure.At) <= RememberedFor)
        .OrderByDescending(static failure => failure.At)
        .Select(static failure => failure.Advice)
        .FirstOrDefault();

    /// <summary>An operation was done.</summary>
    internal void OnDone(string operation)
    {
        if (!failures.IsEmpty)
        {
            failures.TryRemove(operation, out _);
        }
    }

    /// <summary>An operation was given up.</summary>
    internal void OnFailed(string operation, string advice)
    {
        var at = time.GetTimestamp();
        failures.AddOrUpdate(
            operation,
            static (_, given) => new Failure(given.advice, given.at, 1),
            static (_, last, given) => new Failure(given.advice, given.at, last.InARow + 1),
            (advice, at));
    }

    private sealed record Failure(string Advice, long At, int InARow);
}
