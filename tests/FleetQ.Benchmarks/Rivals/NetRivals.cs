using FleetQ.Benchmarks.Drain;
using FleetQ.Benchmarks.Processes;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>The rivals of NuGet. Their steps are copies of one that they stored themselves.</summary>
internal static class NetRivals
{
    internal static IEnumerable<IDrainContestant> Drains => [Hangfire, Quartz];

    private static RowDrain Hangfire { get; } = new()
    {
        Name = "Hangfire.PostgreSql",
        Note = "20 at once, looks every 50 ms; history kept for a day",
        Share = 0.01,
        IsOpenStatement = "select exists (select 1 from hangfire.jobqueue where queue = 'default')",
        FillStatement =
            $$"""
            with added as (
              insert into hangfire.job (stateid, statename, invocationdata, arguments, createdat, expireat, updatecount)
              select
                original.stateid, original.statename, original.invocationdata, original.arguments, now(), null, 0
              from hangfire.job as original
              cross join generate_series(1, {0})
              where original.id = (
                select jobid from hangfire.jobqueue where queue = '{{HangfireDrain.OriginalQueue}}' limit 1)
              returning id
            )
            insert into hangfire.jobqueue (jobid, queue)
            select id, 'default' from added
            """,
        Start = static (database, token) => Contestants.StartAsync("hangfire", [database.PooledConnection], token),
    };

    private static RowDrain Quartz { get; } = new()
    {
        Name = "Quartz.NET, AdoJobStore",
        Note = "clustered, 20 at once, 20 a batch; no history",
        Share = 0.01,
        IsOpenStatement =
            $"select exists (select 1 from qrtz_triggers where trigger_name <> '{QuartzDrain.OriginalTrigger}')",
        FillStatement = CopyOf(
                    "qrtz_triggers", "'next_fire_time', start_time - 36000000000, 'trigger_state', 'WAITING'")
            + ";" + CopyOf("qrtz_simple_triggers", "'times_triggered', 0"),
        Start = static (database, token) => Contestants.StartAsync("quartz", [database.PooledConnection], token),
    };

    // The original is due in an hour; its copies an hour before that.
    private static string CopyOf(string table, string changes) =>
        $$"""
        insert into {{table}}
        select (json_populate_record(
          original, json_build_object('trigger_name', '{1}-' || number, {{changes}}))).*
        from {{table}} as original
        cross join generate_series(1, {0}) as number
        where original.trigger_name = '{{QuartzDrain.OriginalTrigger}}'
        """;
}
