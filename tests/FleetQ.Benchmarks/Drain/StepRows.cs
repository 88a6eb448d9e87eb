using FleetQ.Benchmarks.Postgres;
using Npgsql;

namespace FleetQ.Benchmarks.Drain;

/// <summary>Rows of FleetQ's table, which the hand-written loop shares.</summary>
internal static class StepRows
{
    /// <summary>How the ids of the steps begin whose run is measured.</summary>
    internal const string Measured = "measured";

    internal const string IsOpenStatement =
        """
        select exists (select 1 from step_tracker where status = 'pending')
          or exists (select 1 from step_tracker where status = 'claimed')
        """;

    internal const string ElapsedStatement =
        $"""
        select cast(max(ended_ts) - min(claimed_ts) as bigint)
        from step_tracker
        where status = 'completed' and step_id like '{Measured}-%'
        """;

    /// <summary>Adds steps and wakes pods at the commit, as a submit does.</summary>
    internal static async Task AddAsync(
        NpgsqlConnection connection, int steps, string prefix, CancellationToken cancellationToken) =>
        await connection.RunAsync(
            $$"""
            insert into step_tracker (step_id, status, task_type, max_retries, created_ts, updated_ts, payload)
            select
              '{{prefix}}-' || lpad(cast(number as text), 9, '0'),
              'pending',
              'noop',
              3,
              cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
              cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
              '{"number":1}'
            from generate_series(1, {{steps}}) as number
            order by number;
            select pg_notify('fleetq_changes', '')
            """,
            cancellationToken);
}
