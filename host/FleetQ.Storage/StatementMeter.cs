using System.Collections.Concurrent;

namespace FleetQ.Storage;

/// <summary>
/// Counts the statements that a store was sent, by what they were for, over the last minute and the last hour.
/// Thread-safe.
/// </summary>
public sealed class StatementMeter(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RollingCount> counts = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    /// <param name="name">The catalog's name of it; what stands before the separator is its purpose.</param>
    public void Count(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var separator = name.IndexOf('/', StringComparison.Ordinal);
        counts.GetOrAdd(separator < 0 ? name : name[..separator], static _ => new RollingCount())
            .Add(time.GetTimestamp() / time.TimestampFrequency);
    }

    /// <summary>The counts, by purpose.</summary>
    public IReadOnlyList<StatementCount> Read()
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;

        // Its own ToArray, under its locks: LINQ takes the count first and fails when a purpose is added meanwhile.
        return
        [
            .. counts.ToArray().OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new StatementCount(
                    pair.Key, pair.Value.Sum(second, seconds: 60), pair.Value.Sum(second, seconds: 3_600))),
        ];
    }

    private sealed class RollingCount
    {
        private readonly Lock gate = new();
        private readonly (long Second, int Count)[] seconds = new (long, int)[3_600];

        public void Add(long second)
        {
            lock (gate)
            {
                ref var place = ref seconds[second % seconds.Length];
                place = place.Second == second ? (second, place.Count + 1) : (second, 1);
            }
        }

        public int Sum(long now, int seconds)
        {
            lock (gate)
            {
                var sum = 0;
                foreach (var place in this.seconds)
                {
                    sum += place.Second > now - seconds ? place.Count : 0;
                }

                return sum;
            }
        }
    }
}

/// <summary>How many statements a store was sent for one purpose.</summary>
/// <param name="Purpose">A stage, or what else statements are for.</param>
/// <param name="LastMinute">In the last minute.</param>
/// <param name="LastHour">In the last hour.</param>
public sealed record StatementCount(string Purpose, int LastMinute, int LastHour);
