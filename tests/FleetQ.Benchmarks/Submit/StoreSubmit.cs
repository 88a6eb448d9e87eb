using FleetQ.Benchmarks.Postgres;
using FleetQ.Engine.Model;
using FleetQ.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Benchmarks.Submit;

/// <summary>FleetQ's store alone, in this process: what a submit costs without HTTP.</summary>
internal static class StoreSubmit
{
    /// <summary>Commits so many steps a call.</summary>
    /// <returns>Steps a second.</returns>
    internal static async Task<double> MeasureAsync(
        BenchmarkDatabase database, int steps, int batch, CancellationToken cancellationToken)
    {
        await using var store = await PostgresStore.OpenAsync(
            new PostgresStoreOptions { Connection = database.Connection },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            cancellationToken);
        await store.Submission.SubmitAllAsync(StepsFrom(-batch, batch), cancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        for (var done = 0; done < steps; done += batch)
        {
            await store.Submission.SubmitAllAsync(StepsFrom(done, batch), cancellationToken);
        }

        return steps / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static List<NewStep> StepsFrom(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(static number => new NewStep
        {
            StepId = new StepId($"step_{number:D26}"),
            TaskType = new TaskType("noop"),
            Payload = StepTexts.Payload,
            MaxRetries = 3,
        }),
    ];
}
