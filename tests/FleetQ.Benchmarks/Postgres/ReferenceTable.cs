using Npgsql;

namespace FleetQ.Benchmarks.Postgres;

/// <summary>
/// FleetQ's own table for the hand-written statements: every column, its checks and its settings, but of the indexes
/// only the primary key, the unique id and the one that a claim reads.
/// </summary>
internal static class ReferenceTable
{
    private const string OwnIndexes =
        """
        do $$
        declare name text;
        begin
          for name in
            select indexname from pg_indexes where tablename = 'step_tracker' and indexname like 'step_tracker_%_idx'
          loop
            execute format('drop index %I', name);
          end loop;
        end $$;
        create index on step_tracker (priority desc, seq) where status = 'pending'
        """;

    /// <summary>Makes it in an empty database.</summary>
    internal static async Task MakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await MakeFullAsync(connection, cancellationToken);
        await connection.RunAsync(OwnIndexes, cancellationToken);
    }

    /// <summary>Makes it with all of FleetQ's indexes.</summary>
    internal static async Task MakeFullAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.RunAsync(await ReadSchemaAsync(cancellationToken), cancellationToken);

    private static async Task<string> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        await using var schema = typeof(ReferenceTable).Assembly.GetManifestResourceStream("postgres.schema.sql")!;
        using var reader = new StreamReader(schema);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
