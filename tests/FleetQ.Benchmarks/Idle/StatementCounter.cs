using FleetQ.Benchmarks.Postgres;
using Npgsql;

namespace FleetQ.Benchmarks.Idle;

/// <summary>Counts the statements of one database.</summary>
internal sealed class StatementCounter(NpgsqlConnection connection) : IAsyncDisposable
{
    private const string ReadStatement =
        """
        select left(regexp_replace(query, '\s+', ' ', 'g'), 100), calls
        from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
          and query not like '%pg_stat_statements%'
        order by calls desc
        """;

    /// <summary>Counts what connections run that are made from now on.</summary>
    internal static async Task<StatementCounter> StartAsync(
        BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        await connection.RunAsync("create extension if not exists pg_stat_statements", cancellationToken);
        await connection.RunAsync(
            $"alter database {connection.Database} set pg_stat_statements.track = 'top'", cancellationToken);
        return new StatementCounter(connection);
    }

    /// <summary>Counts from zero.</summary>
    internal Task ResetAsync(CancellationToken cancellationToken) =>
        connection.RunAsync("select pg_stat_statements_reset()", cancellationToken);

    /// <summary>Each statement and how often it ran, the most frequent first.</summary>
    internal async Task<IReadOnlyList<(string Text, long Calls)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadStatement, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(string, long)> statements = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            statements.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return statements;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
