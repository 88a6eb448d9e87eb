using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>
/// The local work list of recovery: the ephemeral dead letter queue. Never the only copy of anything: it is rebuilt
/// from the store by each cycle and dropped at its end, so losing it loses nothing.
/// </summary>
public interface IRecoveryJournal
{
    /// <summary>Starts the journal of a cycle, empty; what an earlier cycle left is removed.</summary>
    Task<IRecoveryCycle> OpenAsync(string cycleId, CancellationToken cancellationToken);
}

/// <summary>The journal of one cycle. Disposing drops it.</summary>
public interface IRecoveryCycle : IAsyncDisposable
{
    /// <summary>Adds orphans; one that is there already is kept once.</summary>
    Task AddAsync(IReadOnlyList<Orphan> orphans, CancellationToken cancellationToken);

    /// <summary>Takes orphans that have not been taken, in the order added.</summary>
    /// <returns>At most <paramref name="limit"/>; none when all were taken.</returns>
    Task<IReadOnlyList<Orphan>> TakeAsync(int limit, CancellationToken cancellationToken);
}
