namespace FleetQ.Storage.Postgres;

/// <summary>A connection could not be made, so nothing was asked of the server.</summary>
/// <param name="cause">What the driver threw.</param>
/// <param name="areSeveral">Whether several hosts were tried for one that takes writes.</param>
public sealed class PostgresUnreachableException(Exception cause, bool areSeveral) : Exception(cause?.Message, cause)
{
    /// <summary>Whether several hosts were tried for one that takes writes.</summary>
    public bool AreSeveral { get; } = areSeveral;
}
