using Npgsql;

namespace FleetQ.Benchmarks.Postgres;

/// <summary>
/// A database of one contestant in one round. Disposing ends all that is connected to it and removes it.
/// </summary>
internal sealed class BenchmarkDatabase(BenchmarkServer server, string name, string connection) : IAsyncDisposable
{
    /// <summary>Npgsql's connection string.</summary>
    public string Connection => connection;

    /// <summary>The same with Npgsql's own pool, for who counts on it.</summary>
    public string PooledConnection =>
        new NpgsqlConnectionStringBuilder(connection) { Pooling = true, MaxPoolSize = 60 }.ConnectionString;

    /// <summary>The same as the URI that other drivers read.</summary>
    public string Uri
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(connection);
            var password = parts.Password is { Length: > 0 } text ? ":" + System.Uri.EscapeDataString(text) : "";
            return $"postgres://{parts.Username}{password}@{parts.Host}:{parts.Port}/{parts.Database}";
        }
    }

    /// <summary>A new connection, which is open.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 600 }.ConnectionString);
        await open.OpenAsync(cancellationToken);
        return open;
    }

    public async ValueTask DisposeAsync() => await server.DropAsync(name);
}
