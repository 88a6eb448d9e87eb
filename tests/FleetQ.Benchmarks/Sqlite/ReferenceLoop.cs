using Microsoft.Data.Sqlite;

namespace FleetQ.Benchmarks.Sqlite;

/// <summary>
/// What one would write by hand: one process, one connection, prepared statements, FleetQ's schema, the same
/// durability; no fence, no retry, no other pods. It is the most that a queue on this schema can reach here.
/// </summary>
internal sealed class ReferenceLoop : IAsyncDisposable
{
    private const string NowMs = "cast(unixepoch('subsec') * 1000 as integer)";
    private const string Settings =
        "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; "
        + "pragma cache_size = -16000";

    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand claim;
    private readonly SqliteCommand complete;
    private int next;

    private ReferenceLoop(SqliteConnection connection)
    {
        this.connection = connection;
        insert = Prepare(
            $"""
            insert into step_tracker (step_id, status, task_type, max_retries, created_ts, updated_ts, payload)
            values (:step_id, :status, 'echo', 3, {NowMs}, {NowMs}, :payload)
            """,
            "step_id",
            "status",
            "payload");
        claim = Prepare(
            $"""
            update step_tracker
            set status = 'claimed', claim_epoch = claim_epoch + 1, attempt = attempt + 1, claimed_by = 'reference',
              claimed_ts = {NowMs}, updated_ts = {NowMs}
            where seq in (
              select seq
              from step_tracker
              where status = 'pending' and task_type = 'echo'
              order by priority desc, seq
              limit :limit)
            returning seq, step_id, claim_epoch, payload
            """,
            "limit");
        complete = Prepare(
            $"""
            update step_tracker
            set status = 'completed', result = :result, ended_ts = {NowMs}, updated_ts = {NowMs}
            where seq = :seq and status = 'claimed'
            """,
            "seq",
            "result");
    }

    /// <summary>Opens a file, and makes the schema where there is none.</summary>
    internal static async Task<ReferenceLoop> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var exists = File.Exists(path);
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await RunAsync(connection, Settings);
        if (!exists)
        {
            await using var schema = typeof(ReferenceLoop).Assembly.GetManifestResourceStream("schema.sql")!;
            using var reader = new StreamReader(schema);
            await RunAsync(connection, await reader.ReadToEndAsync(cancellationToken));
        }

        return new ReferenceLoop(connection);
    }

    /// <summary>Commits steps, so many a transaction.</summary>
    internal void Submit(int steps, int batch, string status)
    {
        for (var left = steps; left > 0; left -= batch)
        {
            using var transaction = connection.BeginTransaction();
            for (var place = 0; place < Math.Min(left, batch); place++)
            {
                insert.Transaction = transaction;
                insert.Parameters[0].Value = $"reference-{next++:00000000}";
                insert.Parameters[1].Value = status;
                insert.Parameters[2].Value = """{"number":1}""";
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Claims all steps and leaves them claimed.</summary>
    internal void ClaimAll(int batch)
    {
        while (true)
        {
            using var transaction = connection.BeginTransaction();
            var claims = Claim(transaction, batch);
            transaction.Commit();
            if (claims.Count == 0)
            {
                return;
            }
        }
    }

    /// <summary>Runs all steps: one transaction records the outcomes of a round and claims the next.</summary>
    internal void Drain(int batch)
    {
        List<(long Sequence, string Payload)> claims = [];
        do
        {
            using var transaction = connection.BeginTransaction();
            foreach (var (sequence, payload) in claims)
            {
                complete.Transaction = transaction;
                complete.Parameters[0].Value = sequence;
                complete.Parameters[1].Value = payload;
                complete.ExecuteNonQuery();
            }

            claims = Claim(transaction, batch);
            transaction.Commit();
        }
        while (claims.Count > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await claim.DisposeAsync();
        await complete.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static async Task RunAsync(SqliteConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }

    private List<(long Sequence, string Payload)> Claim(SqliteTransaction transaction, int batch)
    {
        claim.Transaction = transaction;
        claim.Parameters[0].Value = batch;
        using var reader = claim.ExecuteReader();
        List<(long, string)> claims = [];
        while (reader.Read())
        {
            claims.Add((reader.GetInt64(0), reader.GetString(3)));
        }

        return claims;
    }

    private SqliteCommand Prepare(string text, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            command.Parameters.AddWithValue($":{name}", 0);
        }

        return command;
    }
}
