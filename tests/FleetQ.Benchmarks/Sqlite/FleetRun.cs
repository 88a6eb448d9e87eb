using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;
using Microsoft.Data.Sqlite;

namespace FleetQ.Benchmarks.Sqlite;

/// <summary>One fresh host process on a file of its own, and what it does in a round.</summary>
internal sealed class FleetRun : IAsyncDisposable
{
    internal const int Parallelism = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly FleetInABox fleet = new(PodSettings.Calm with
    {
        MaxParallelism = Parallelism,
        CapacityThreshold = 1,
        HeartbeatInterval = TimeSpan.FromSeconds(5),
    });

    private static StepBody Body { get; } = new("echo", new { number = 1 });

    // Steps that are not due are only stored, so that nothing but the submit is measured.
    private static StepBody Later { get; } = Body with { DelaySeconds = 86_400 };

    /// <summary>Submits over HTTP, one request after the other.</summary>
    internal async Task<TimeSpan> SubmitBatchesAsync(int steps, int batch, CancellationToken cancellationToken)
    {
        var client = (await StartAsync(cancellationToken)).Client;
        var start = TimeProvider.System.GetTimestamp();
        for (var left = steps; left > 0; left -= batch)
        {
            await client.SubmitBatchAsync(Enumerable.Repeat(Later, Math.Min(left, batch)), cancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Submits over HTTP, a step a request, from so many connections at once.</summary>
    internal async Task<TimeSpan> SubmitSinglesAsync(int steps, int connections, CancellationToken cancellationToken)
    {
        var client = (await StartAsync(cancellationToken)).Client;
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Repeat(Later, steps),
            new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellationToken },
            async (step, token) => await client.SubmitAsync(step, token));
        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>What hosts logged at the level at which a human must act: a busy file would be among it.</summary>
    internal int ErrorsLogged => fleet.Started.Sum(
        static host => host.Log.Count(static line => line.Contains("\"level\":\"ERROR\"", StringComparison.Ordinal)));

    /// <summary>Runs steps that were stored before, from the first claim to the last outcome.</summary>
    internal async Task<TimeSpan> DrainAsync(int steps, CancellationToken cancellationToken)
    {
        var host = await StartAsync(cancellationToken);
        await host.TerminateAsync(cancellationToken);
        await FillAsync(steps, 1000, cancellationToken);
        await StartAsync(cancellationToken);
        return await WaitForEndsAsync(steps, "min(claimed_ts)", cancellationToken);
    }

    /// <summary>Runs steps that appear in one commit before idle hosts on one file.</summary>
    internal async Task<TimeSpan> DrainTogetherAsync(int steps, int processes, CancellationToken cancellationToken)
    {
        await fleet.StartPodsAsync(processes, cancellationToken);
        await FillAsync(steps, steps, cancellationToken);
        return await WaitForEndsAsync(steps, "min(claimed_ts)", cancellationToken);
    }

    /// <summary>Submits batches and runs them meanwhile, from the first commit to the last outcome.</summary>
    internal async Task<TimeSpan> SubmitAndDrainAsync(int steps, int batch, CancellationToken cancellationToken)
    {
        var client = (await StartAsync(cancellationToken)).Client;
        for (var left = steps; left > 0; left -= batch)
        {
            await client.SubmitBatchAsync(Enumerable.Repeat(Body, Math.Min(left, batch)), cancellationToken);
        }

        return await WaitForEndsAsync(steps, "min(created_ts)", cancellationToken);
    }

    public ValueTask DisposeAsync() => fleet.DisposeAsync();

    private async Task FillAsync(int steps, int batch, CancellationToken cancellationToken)
    {
        await using var reference = await ReferenceLoop.OpenAsync(fleet.DatabasePath, cancellationToken);
        reference.Submit(steps, batch, "pending");
    }

    private Task<HostProcess> StartAsync(CancellationToken cancellationToken) =>
        fleet.StartPodAsync("pod-1", cancellationToken);

    // The rows' own times: looking for the end costs the host as little as one read of an index now and then.
    private async Task<TimeSpan> WaitForEndsAsync(int steps, string from, CancellationToken cancellationToken)
    {
        var source = $"Data Source={fleet.DatabasePath};Mode=ReadOnly;Pooling=false";
        await using var connection = new SqliteConnection(source);
        await connection.OpenAsync(cancellationToken);
        await using var open = connection.CreateCommand();
        open.CommandText =
            """
            select exists (select 1 from step_tracker where status = 'pending')
              or exists (select 1 from step_tracker where status = 'claimed')
            """;
        await Eventually.HoldsAsync(
            "all steps have ended",
            Limit,
            async () => await open.ExecuteScalarAsync(cancellationToken) is 0L,
            cancellationToken);

        await using var times = connection.CreateCommand();
        times.CommandText = $"select count(*), max(ended_ts) - {from} from step_tracker where status = 'completed'";
        await using var reader = await times.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt32(0) == steps
            ? TimeSpan.FromMilliseconds(reader.GetInt64(1))
            : throw new InvalidOperationException($"{reader.GetInt32(0)} of {steps} steps are completed.");
    }
}
