using FleetQ.Benchmarks.Drain;
using FleetQ.Benchmarks.Processes;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>The rivals of npm.</summary>
internal static class NodeRivals
{
    internal static IEnumerable<IDrainContestant> Drains =>
        [Graphile("tuned", 1), Graphile("default", 0.1), Boss];

    // As its documentation says: a step is one call of add_jobs; nothing is kept of a step that ran.
    private static RowDrain Graphile(string mode, double share) => new()
    {
        Name = $"graphile-worker, {mode}",
        FindAbsence = static () => NodeFolder.Absence.Value,
        Note = mode == "tuned" ? "24 at once, local queue 500, outcomes batched; no history" : "no history",
        Share = share,
        IsOpenStatement = "select exists (select 1 from graphile_worker._private_jobs)",
        FillStatement =
            """
            select count(*)
            from graphile_worker.add_jobs(array(
              select json_populate_record(
                null::graphile_worker.job_spec,
                json_build_object('identifier', 'noop', 'payload', json_build_object('number', 1)))
              from generate_series(1, {0})))
            """,
        Start = (database, token) => ContestantProcess.StartAsync(
            NodeFolder.Node, [NodeFolder.ScriptOf("graphile-worker"), database.Uri, mode], token),
    };

    private static RowDrain Boss { get; } = new()
    {
        Name = "pg-boss, tuned",
        FindAbsence = static () => NodeFolder.Absence.Value,
        Note = "1,000 a fetch, two fetchers, notified; history kept",
        IsOpenStatement = "select exists (select 1 from pgboss.job where state < 'completed')",
        ElapsedStatement =
            """
            select cast(extract(epoch from max(completed_on) - min(started_on)) * 1000 as bigint)
            from pgboss.job
            where data ->> 'prefix' = 'measured'
            """,
        FillStatement =
            """
            insert into pgboss.job (name, data, policy)
            select 'noop', jsonb_build_object('number', 1, 'prefix', '{1}'), 'standard'
            from generate_series(1, {0});
            select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), 'noop')
            """,
        Start = static (database, token) => ContestantProcess.StartAsync(
            NodeFolder.Node, [NodeFolder.ScriptOf("pg-boss"), database.Uri], token),
    };
}
