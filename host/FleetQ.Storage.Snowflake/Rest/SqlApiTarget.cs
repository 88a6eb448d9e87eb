namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>What all connections of one connection string share.</summary>
/// <param name="Address">Where statements run.</param>
/// <param name="Client">Runs them.</param>
internal sealed record SqlApiTarget(SqlApiAddress Address, SqlApiClient Client);
