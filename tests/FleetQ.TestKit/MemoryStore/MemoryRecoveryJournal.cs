using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>A recovery journal that a test can look into.</summary>
public sealed class MemoryRecoveryJournal : IRecoveryJournal
{
    private readonly Lock gate = new();
    private MemoryCycle? open;

    /// <summary>The cycle whose journal is open now; null when none is.</summary>
    public string? OpenCycle
    {
        get
        {
            lock (gate)
            {
                return open?.CycleId;
            }
        }
    }

    public Task<IRecoveryCycle> OpenAsync(string cycleId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var cycle = new MemoryCycle(this, cycleId);
        lock (gate)
        {
            open = cycle;
        }

        return Task.FromResult<IRecoveryCycle>(cycle);
    }

    private void Drop(MemoryCycle cycle)
    {
        lock (gate)
        {
            open = open == cycle ? null : open;
        }
    }

    private sealed class MemoryCycle(MemoryRecoveryJournal journal, string cycleId) : IRecoveryCycle
    {
        private readonly HashSet<ClaimKey> known = [];
        private readonly Queue<Orphan> waiting = new();

        public string CycleId { get; } = cycleId;

        public Task AddAsync(IReadOnlyList<Orphan> orphans, CancellationToken cancellationToken)
        {
            lock (journal.gate)
            {
                foreach (var orphan in orphans.Where(orphan => known.Add(orphan.Key)))
                {
                    waiting.Enqueue(orphan);
                }
            }

            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<Orphan>> TakeAsync(int limit, CancellationToken cancellationToken)
        {
            var taken = new List<Orphan>();
            lock (journal.gate)
            {
                while (taken.Count < limit && waiting.TryDequeue(out var orphan))
                {
                    taken.Add(orphan);
                }
            }

            return Task.FromResult<IReadOnlyList<Orphan>>(taken);
        }

        public ValueTask DisposeAsync()
        {
            journal.Drop(this);
            return ValueTask.CompletedTask;
        }
    }
}
