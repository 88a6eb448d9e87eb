namespace FleetQ.Storage.Snowflake;

/// <summary>A session could not be opened, so nothing was asked of the service.</summary>
public sealed class SnowflakeUnreachableException(Exception cause) : Exception(cause?.Message, cause);
