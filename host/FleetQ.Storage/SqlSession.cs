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

    /// <summary>Counts the statements; null where nobody does.</summary>
    internal StatementMeter? Meter { get; set; }

    /// <summary>
    /// Draws a text that no other call anywhere draws. Only engines that read back what they changed need it.
    /// </summary>
    public Func<string> DrawToken { get; init; } = static () => "";

    /// <summary>How long a statement may take; null leaves it to the driver.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Starts a transaction that may write. Where the engine has none that span statements, each statement then commits
    /// by itself, and what runs several of them must be safe to be cut off after each.
    /// </summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (catalog.HasTransactions)
        {
            await ExecuteAsync("connection/begin_write", [], cancellationToken);
            IsInTransaction = true;
        }
    }

    /// <summary>Makes the transaction's changes durable; without a transaction, they are.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (IsInTransaction)
        {
            await ExecuteAsync("connection/commit", [], cancellationToken);
            IsInTransaction = false;
        }
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
    public Task<int> ExecuteAsync(
        string name, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancellationToken) =>
        ExecuteAsync(name, values, token: "", cancellationToken);

    /// <summary>Runs an operation for its rows.</summary>
    /// <param name="name">The catalog's name of it.</param>
    /// <param name="values">All its parameters by name, in the same order each time.</param>
    /// <param name="read">Turns the row that the reader stands on into a value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SqlHalfDoneException">It changed something, and its rows are not known.</exception>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string name,
        IReadOnlyList<(string Name, object? Value)> values,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken)
    {
        if (!catalog.ReadsBack(name))
        {
            return await QueryAsync(name, values, token: "", read, cancellationToken);
        }

        var token = DrawToken();
        var changed = await ExecuteAsync(name + ".1", values, token, cancellationToken);
        return changed == 0 && catalog.Dialect.OftenVain.Contains(name)
            ? []
            : await SqlOperation.ReadBackAsync(
                name, changed, () => QueryAsync(name + ".2", values, token, read, cancellationToken));
    }

    /// <summary>Runs a file of several statements, once.</summary>
    public async Task RunScriptAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var command in SqlCommands.CreateAll(connection, catalog, name))
        {
            await using (command)
            {
                Meter?.Count(name);
                _ = blocks ? Execute(command) : await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
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

    private async Task<int> ExecuteAsync(
        string name,
        IReadOnlyList<(string Name, object? Value)> values,
        string token,
        CancellationToken cancellationToken)
    {
        var command = await PrepareAsync(name, values, token, cancellationToken);
        return blocks ? Execute(command) : await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(
        string name,
        IReadOnlyList<(string Name, object? Value)> values,
        string token,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var command = await PrepareAsync(name, values, token, cancellationToken);
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

    private async ValueTask<DbCommand> PrepareAsync(
        string name,
        IReadOnlyList<(string Name, object? Value)> values,
        string token,
        CancellationToken cancellationToken)
    {
        Meter?.Count(name);
        var isNew = !commands.TryGetValue(name, out var command);
        if (isNew)
        {
            command = SqlCommands.Create(connection, catalog, name);
            command.CommandTimeout = Timeout is { } limit
                ? (int)Math.Ceiling(limit.TotalSeconds)
                : command.CommandTimeout;
            commands.Add(name, command);
        }

        if (catalog.Dialect.TakesPlaces)
        {
            command!.SetPlaced(values, token, catalog.Find(name).Places);
        }
        else
        {
            command!.SetNamed(values);
        }

        if (isNew && prepares && blocks)
        {
            Prepare(command!);
        }
        else if (isNew && prepares)
        {
            await command!.PrepareAsync(cancellationToken);
        }

        return command!;
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
