using FleetQ.Engine.Storage;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Sqlite;

/// <summary>
/// Keeps the journal of a recovery cycle in a file of its own, or in memory when the disk does not allow it.
/// </summary>
/// <param name="folder">Where the files are; used for nothing else, and by one pod.</param>
/// <param name="logger">Is told when the journal lives in memory.</param>
public sealed partial class SqliteRecoveryJournal(string folder, ILogger<SqliteRecoveryJournal> logger)
    : IRecoveryJournal
{
    private const string Extension = ".db";
    private const string InMemory = ":memory:";

    private readonly ILogger logger = logger;
    private readonly SqlCatalog catalog = SqlCatalog.Of(typeof(SqliteRecoveryJournal).Assembly);

    /// <inheritdoc/>
    public async Task<IRecoveryCycle> OpenAsync(string cycleId, CancellationToken cancellationToken)
    {
        if (cycleId != Path.GetFileName(cycleId))
        {
            throw new ArgumentException($"'{cycleId}' cannot name a file.", nameof(cycleId));
        }

        var path = Path.Combine(folder, cycleId + Extension);
        try
        {
            Directory.CreateDirectory(folder);
            RemoveLeftovers();
            return new SqliteRecoveryCycle(await OpenSessionAsync(path, cancellationToken), path, MoveToMemoryAsync);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            var memory = await MoveToMemoryAsync(exception, cancellationToken);
            return new SqliteRecoveryCycle(memory, path: null, MoveToMemoryAsync);
        }
    }

    private Task<SqlSession> MoveToMemoryAsync(Exception exception, CancellationToken cancellationToken)
    {
        LogInMemory(folder, exception.Message);
        return OpenSessionAsync(InMemory, cancellationToken);
    }

    private Task<SqlSession> OpenSessionAsync(string path, CancellationToken cancellationToken) =>
        new SqliteConnections(path, TimeSpan.FromSeconds(1), catalog)
            .OpenAsync("journal/create_orphans", cancellationToken);

    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogLeftBehind(file, exception.Message);
            }
        }
    }
}
