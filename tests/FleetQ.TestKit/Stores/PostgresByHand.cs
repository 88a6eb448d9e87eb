using Npgsql;

namespace FleetQ.TestKit.Stores;

/// <summary>Connections of the tests' own, which may wait for a slow server as long as it takes.</summary>
public static class PostgresByHand
{
    /// <summary>Opens one. Disposed by the caller.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(string connection, CancellationToken cancellationToken)
    {
        var patient = new NpgsqlConnectionStringBuilder(connection) { Timeout = 60, CommandTimeout = 300 };
        var open = new NpgsqlConnection(patient.ConnectionString);
        await open.OpenAsync(cancellationToken);
        return open;
    }
}
