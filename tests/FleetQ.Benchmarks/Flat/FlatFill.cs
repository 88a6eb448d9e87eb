namespace FleetQ.Benchmarks.Flat;

/// <summary>The statements that fill a table, with its engine's source of numbers.</summary>
/// <param name="Numbers">A query of so many numbers, as <c>n</c>.</param>
internal sealed record FlatFill(Func<int, string> Numbers)
{
    /// <summary>Completed steps, as a long life leaves them.</summary>
    internal string Finished(FlatSize size) =>
        $$"""
        insert into step_tracker (
          step_id, status, task_type, max_retries, attempt, claim_epoch, claimed_by, claimed_incarnation, claimed_ts,
          created_ts, updated_ts, ended_ts, payload)
        select
          'done-' || n, 'completed', 'noop', 3, 1, 1, 'pod', 'incarnation', 1700000000000 + n, 1700000000000 + n,
          1700000000000 + n, 1700000000000 + n, '{"number":1}'
        from ({{Numbers(size.Finished)}}) as numbers
        """;

    /// <summary>Pending steps.</summary>
    internal string Waiting(FlatSize size) =>
        $$"""
        insert into step_tracker (
          step_id, status, task_type, tenant, max_retries, created_ts, updated_ts, payload)
        select
          'wait-' || n, 'pending', 'noop', 'tenant-' || (n % {{size.Tenants}}), 3, 1700000000000 + n,
          1700000000000 + n, '{"number":1}'
        from ({{Numbers(size.Waiting)}}) as numbers
        order by n
        """;
}
