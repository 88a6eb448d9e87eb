using Npgsql;
using NpgsqlTypes;

namespace FleetQ.Benchmarks.Postgres;

/// <summary>
/// What one would write by hand: one connection, and one prepared statement that records the outcomes of the last round
/// and claims the next, in one round trip and one commit. Fenced by epoch; no pods, no retries, nothing is run.
/// </summary>
internal sealed class ReferenceDrain : IAsyncDisposable
{
    private const string Statement =
        """
        with ended as (
          update step_tracker as step
          set
            status = 'completed',
            ended_ts = cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
            updated_ts = cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)
          from unnest(cast(:seqs as bigint[]), cast(:epochs as bigint[])) as outcome (seq, epoch)
          where step.seq = outcome.seq and step.claim_epoch = outcome.epoch and step.status = 'claimed'
        ),
        taken as materialized (
          select ctid as address
          from step_tracker
          where status = 'pending'
          order by priority desc, seq
          limit :limit
          for update skip locked
        )
        update step_tracker as step
        set
          status = 'claimed',
          claim_epoch = step.claim_epoch + 1,
          attempt = step.attempt + 1,
          claimed_by = 'reference',
          claimed_ts = cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
          updated_ts = cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)
        where step.ctid = any (array(select address from taken))
        returning step.seq, step.claim_epoch, step.step_id, step.payload
        """;

    // One plan for good, made without the arrays' lengths: it goes by the indexes, whatever the statistics say of a
    // table that fills and drains within seconds.
    private const string Settings =
        "set plan_cache_mode = force_generic_plan; set jit = off; set enable_hashjoin = off; set enable_mergejoin "
            + "= off; "
        + "set enable_seqscan = off";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;

    private ReferenceDrain(NpgsqlConnection connection, int batch)
    {
        this.connection = connection;
        command = new NpgsqlCommand(Statement, connection);
        command.Parameters.Add(new NpgsqlParameter("seqs", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = Empty });
        command.Parameters.Add(
            new NpgsqlParameter("epochs", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = Empty });
        command.Parameters.AddWithValue("limit", batch);
    }

    private static long[] Empty => [];

    internal static async Task<ReferenceDrain> OpenAsync(
        string connection, int batch, CancellationToken cancellationToken)
    {
        var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await open.RunAsync(Settings, cancellationToken);
        var drain = new ReferenceDrain(open, batch);
        await drain.command.PrepareAsync(cancellationToken);
        return drain;
    }

    /// <summary>Takes turns until the token is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        List<long> seqs = [];
        List<long> epochs = [];
        while (!cancellationToken.IsCancellationRequested)
        {
            command.Parameters[0].Value = seqs.ToArray();
            command.Parameters[1].Value = epochs.ToArray();
            seqs.Clear();
            epochs.Clear();
            await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    seqs.Add(reader.GetInt64(0));
                    epochs.Add(reader.GetInt64(1));
                    _ = reader.GetString(2);
                    _ = reader.GetString(3);
                }
            }

            if (seqs.Count == 0)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
