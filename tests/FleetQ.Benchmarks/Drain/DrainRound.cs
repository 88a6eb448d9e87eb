using FleetQ.Benchmarks.Postgres;
using Npgsql;

namespace FleetQ.Benchmarks.Drain;

/// <summary>
/// One contestant's turn: a fresh database, processes that are warm and idle, then all steps at once.
/// </summary>
internal sealed class DrainRound(BenchmarkServer server, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const int WarmUpSteps = 5_000;

    /// <summary>Measures one turn.</summary>
    /// <returns>Steps a second.</returns>
    internal async Task<double> MeasureAsync(IDrainContestant contestant, int processes, int steps)
    {
        await using var database = await server.MakeDatabaseAsync(cancellationToken);
        await contestant.PrepareAsync(database, cancellationToken);
        await using var running = await contestant.StartAsync(database, processes, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await FillAsync(connection, contestant, Math.Max(1, (int)(WarmUpSteps * contestant.Share)), "warm");
        await WaitForEndAsync(connection, contestant);
        await connection.RunAsync("checkpoint", cancellationToken);

        await FillAsync(connection, contestant, steps, StepRows.Measured);
        var start = TimeProvider.System.GetTimestamp();
        await WaitForEndAsync(connection, contestant);
        var elapsed = TimeProvider.System.GetElapsedTime(start);

        if (contestant.ElapsedStatement is { } statement)
        {
            elapsed = TimeSpan.FromMilliseconds(await connection.ReadAsync<long>(statement, cancellationToken));
        }

        return steps / elapsed.TotalSeconds;
    }

    // In one transaction, with the statistics that a table of that size has: nobody starts before all steps are there.
    private async Task FillAsync(NpgsqlConnection connection, IDrainContestant contestant, int steps, string prefix)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await contestant.FillAsync(connection, steps, prefix, cancellationToken);
        await connection.RunAsync("analyze", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task WaitForEndAsync(NpgsqlConnection connection, IDrainContestant contestant)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await connection.ReadAsync<bool>(contestant.IsOpenStatement, cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"{contestant.Name} had not drained its steps within {Limit}.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
