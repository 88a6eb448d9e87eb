using FleetQ.Plugins.Csv.Columns;

namespace FleetQ.Plugins.Csv.Sketches;

/// <summary>
/// The most frequent values of a stream, by Space-Saving: a fixed number of counters, of which a new value takes over
/// the smallest. A count is never too low, and too high by at most n / 4096; exact for up to 4,096 values.
/// </summary>
internal sealed class FrequentValues
{
    private const int CountersMax = 4_096;

    private readonly Dictionary<ulong, Counter> byHash = [];
    // A heap with the smallest count on top; each counter knows its place.
    private readonly List<Counter> heap = [];

    public void Add(ulong hash, ReadOnlySpan<byte> value)
    {
        if (byHash.TryGetValue(hash, out var counter))
        {
            counter.Count++;
            MoveDown(counter);
            return;
        }

        if (heap.Count < CountersMax)
        {
            counter = new() { Hash = hash, Text = KeptText.From(value), Count = 1, Place = heap.Count };
            heap.Add(counter);
            byHash.Add(hash, counter);
            MoveUp(counter);
            return;
        }

        TakeOver(heap[0], hash, value);
    }

    /// <summary>The most frequent values; those of which not even half of the count is certain are left out.</summary>
    public IReadOnlyList<TopValue> Top(int limit) =>
    [
        .. heap
            .Where(counter => counter.Error * 2 <= counter.Count)
            .OrderByDescending(counter => counter.Count)
            .ThenBy(counter => counter.Text, StringComparer.Ordinal)
            .Take(limit)
            .Select(counter => new TopValue(counter.Text, counter.Count, counter.Error)),
    ];

    private void TakeOver(Counter smallest, ulong hash, ReadOnlySpan<byte> value)
    {
        byHash.Remove(smallest.Hash);
        byHash.Add(hash, smallest);
        smallest.Hash = hash;
        smallest.Text = KeptText.From(value);
        smallest.Error = smallest.Count;
        smallest.Count++;
        MoveDown(smallest);
    }

    private void MoveUp(Counter counter)
    {
        while (counter.Place > 0 && heap[(counter.Place - 1) / 2] is var parent && parent.Count > counter.Count)
        {
            Swap(parent, counter);
        }
    }

    private void MoveDown(Counter counter)
    {
        while (SmallerChildOf(counter) is { } child && child.Count < counter.Count)
        {
            Swap(counter, child);
        }
    }

    private Counter? SmallerChildOf(Counter counter)
    {
        var left = (counter.Place * 2) + 1;
        if (left >= heap.Count)
        {
            return null;
        }

        return left + 1 < heap.Count && heap[left + 1].Count < heap[left].Count ? heap[left + 1] : heap[left];
    }

    private void Swap(Counter upper, Counter lower)
    {
        (heap[upper.Place], heap[lower.Place]) = (lower, upper);
        (upper.Place, lower.Place) = (lower.Place, upper.Place);
    }

    private sealed class Counter
    {
        public required ulong Hash { get; set; }

        public required string Text { get; set; }

        public required long Count { get; set; }

        public long Error { get; set; }

        public required int Place { get; set; }
    }
}
