namespace FleetQ.Storage.Postgres;

/// <summary>A connection could not be made, so nothing was asked of the server.</summary>
public sealed class PostgresUnreachableException(Exception cause) : Exception(cause?.Message, cause);
