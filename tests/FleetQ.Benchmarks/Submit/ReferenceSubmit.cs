using FleetQ.Benchmarks.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace FleetQ.Benchmarks.Submit;

/// <summary>The plainest ways to store steps on PostgreSQL: one statement with arrays, and COPY.</summary>
internal static class ReferenceSubmit
{
    private const string Statement =
        """
        insert into step_tracker (step_id, status, task_type, max_retries, created_ts, updated_ts, payload)
        select
          step_id,
          'pending',
          'noop',
          3,
          cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
          cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
          payload
        from unnest(cast(:ids as text[]), cast(:payloads as text[])) as item (step_id, payload)
        """;

    private const string Copy =
        "copy step_tracker (step_id, status, task_type, max_retries, created_ts, updated_ts, payload) "
        + "from stdin (format binary)";

    /// <summary>Commits so many steps a statement.</summary>
    internal static async Task InsertAsync(
        BenchmarkDatabase database, int steps, int batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection);
        var ids = command.Parameters.Add("ids", NpgsqlDbType.Array | NpgsqlDbType.Text);
        var payloads = command.Parameters.Add("payloads", NpgsqlDbType.Array | NpgsqlDbType.Text);
        payloads.Value = Enumerable.Repeat(StepTexts.Payload, batch).ToArray();
        for (var done = 0; done < steps; done += batch)
        {
            ids.Value = IdsFrom(done, batch);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Commits so many steps a COPY.</summary>
    internal static async Task CopyAsync(
        BenchmarkDatabase database, int steps, int batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        for (var done = 0; done < steps; done += batch)
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await using var writer = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
            foreach (var id in IdsFrom(done, batch))
            {
                await writer.StartRowAsync(cancellationToken);
                await writer.WriteAsync(id, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync("pending", NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync("noop", NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(3, NpgsqlDbType.Integer, cancellationToken);
                await writer.WriteAsync(now, NpgsqlDbType.Bigint, cancellationToken);
                await writer.WriteAsync(now, NpgsqlDbType.Bigint, cancellationToken);
                await writer.WriteAsync(StepTexts.Payload, NpgsqlDbType.Text, cancellationToken);
            }

            await writer.CompleteAsync(cancellationToken);
        }
    }

    private static string[] IdsFrom(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(static number => $"step_{number:D26}")];
}
