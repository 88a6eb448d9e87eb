using System.Data.Common;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

using Microsoft.Data.Sqlite;

namespace FleetQ.Storage.Sqlite;

/// <summary>The journal of one cycle.</summary>
/// <param name="session">Open, with an empty table.</param>
/// <param name="path">Its file; null in memory.</param>
/// <param name="openInMemoryAsync">Opens another one in memory when the file fails.</param>
internal sealed class SqliteRecoveryCycle(
    SqlSession session, string? path, Func<Exception, CancellationToken, Task<SqlSession>> openInMemoryAsync)
    : IRecoveryCycle
{
    private SqlSession session = session;

    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyList<Orphan> orphans, CancellationToken cancellationToken)
    {
        try
        {
            await InsertAsync(session, orphans, cancellationToken);
        }
        catch (SqliteException exception) when (path is not null)
        {
            // A full disk refuses writes and still reads.
            var open = await session.QueryAsync("journal/list_open_orphans", [], ReadOrphan, cancellationToken);
            var memory = await openInMemoryAsync(exception, cancellationToken);
            await DropAsync();
            session = memory;
            await InsertAsync(memory, [.. open, .. orphans], cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Orphan>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        var taken = await session.QueryAsync(
            "journal/take_orphans",
            [("limit", limit)],
            static row => (Place: row.GetInt64(row.GetOrdinal("place")), Orphan: ReadOrphan(row)),
            cancellationToken);
        return [.. taken.OrderBy(static orphan => orphan.Place).Select(static orphan => orphan.Orphan)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await DropAsync();

    private static Task<int> InsertAsync(
        SqlSession session, IReadOnlyList<Orphan> orphans, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "journal/add_orphans",
            [
                ("orphans", SqlJson.ArrayOf(orphans, static (writer, orphan) =>
                {
                    writer.WriteString("step_id", orphan.Key.StepId.Value);
                    writer.WriteNumber("epoch", orphan.Key.Epoch);
                    writer.WriteString("pod_id", orphan.Pod.Value);
                    writer.WriteNumber("has_retries_left", orphan.HasRetriesLeft ? 1 : 0);
                })),
            ],
            cancellationToken);

    private static Orphan ReadOrphan(DbDataReader row) => new(
        new ClaimKey(new StepId(row.GetString(row.GetOrdinal("step_id"))), row.GetInt64(row.GetOrdinal("epoch"))),
        new PodId(row.GetString(row.GetOrdinal("pod_id"))),
        row.GetInt64(row.GetOrdinal("has_retries_left")) == 1);

    private async Task DropAsync()
    {
        await session.DisposeAsync();
        if (path is not null)
        {
            File.Delete(path);
        }
    }
}
