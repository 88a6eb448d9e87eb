using System.Data.Common;

namespace FleetQ.Storage;

/// <summary>An open connection with its prepared commands. Used by one operation at a time.</summary>
/// <param name="connection">Open; owned by the session.</param>
/// <param name="catalog">The engine's files.</param>
/// <param name="prepares">Whether commands are prepared on the connection, which a pooler between us and the store may
/// forbid.</param>
/// <param name="blocks">Whether each call does its input and output before it returns, on the caller's thread.</param>
public sealed class SqlSession(DbConnection connection, SqlCatalog catalog, bool prepares, bool blocks = false)
    : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> commands = [];

    /// <summary>Tells whether a transaction is open.</summary>
    public bool IsInTransaction { get; private set; }

    /// <summary>Starts a transaction that may write.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("connection/begin_write", [], cancellationToken);
        IsInTransaction = true;
    }

    /// <summary>Makes the transaction's changes durable.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("connection/commit", [], cancellationToken);
        IsInTransaction = false;
    }

    /// <summary>Undoes the transaction's changes.</summary>
    public async Task RollbackAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("connection/rollback", [], cancellationToken);
        IsInTransaction = false;
    }

    /// <summary>Runs a statement for its effect.</summary>
    /// <param name="name">The catalog's name of it.</param>
    /// <param name="values">All its parameters by name, in the same order each time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(
        string name, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancellationToken)
    {
        var command = await PrepareAsync(name, values, cancellationToken);
        return blocks ? Execute(command) : await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a statement for its rows.</summary>
    /// <param name="name">The catalog's name of it.</param>
    /// <param name="values">All its parameters by name, in the same order each time.</param>
    /// <param name="read">Turns the row that the reader stands on into a value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string name,
        IReadOnlyList<(string Name, object? Value)> values,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var command = await PrepareAsync(name, values, cancellationToken);
        if (blocks)
        {
            return Query(command, read);
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a file of several statements, once.</summary>
    public async Task RunScriptAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = SqlCommands.Create(connection, catalog, name);
        _ = blocks ? Execute(command) : await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private async ValueTask<DbCommand> PrepareAsync(
        string name, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancellationToken)
    {
        if (!commands.TryGetValue(name, out var command))
        {
            command = SqlCommands.Create(connection, catalog, name);
            commands.Add(name, command);
            foreach (var value in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = ":" + value.Name;
                parameter.Value = value.Value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            if (prepares && blocks)
            {
                Prepare(command);
            }
            else if (prepares)
            {
                await command.PrepareAsync(cancellationToken);
            }

            return command;
        }

        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return command;
    }

    private static void Prepare(DbCommand command) => command.Prepare();

    private static int Execute(DbCommand command) => command.ExecuteNonQuery();

    private static List<T> Query<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
