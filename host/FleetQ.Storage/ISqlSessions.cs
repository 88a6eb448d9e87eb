namespace FleetQ.Storage;

/// <summary>Where an engine's sessions come from. Thread-safe.</summary>
public interface ISqlSessions
{
    /// <summary>Lends a session; waits, first come first served, until one is free.</summary>
    ValueTask<SqlSession> RentAsync(SqlUse use, CancellationToken cancellationToken);

    /// <summary>Takes a session back.</summary>
    /// <param name="use">What it was rented for.</param>
    /// <param name="session">Which.</param>
    /// <param name="isSound">False when something failed on it: it is closed, which also ends its transaction.</param>
    ValueTask ReturnAsync(SqlUse use, SqlSession session, bool isSound);
}
