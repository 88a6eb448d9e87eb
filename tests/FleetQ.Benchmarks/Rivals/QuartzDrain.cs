using FleetQ.Benchmarks.Processes;
using Quartz;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>Quartz.NET on its AdoJobStore in a process of its own.</summary>
internal static class QuartzDrain
{
    /// <summary>Due in an hour: it is copied.</summary>
    internal const string OriginalTrigger = "original";

    private const int AtOnce = 20;

    internal static async Task RunAsync(string connection, CancellationToken cancellationToken)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(quartz => quartz
            .ConfigureScheduler(static options =>
            {
                options.InstanceName = "benchmark";
                options.GenerateInstanceId = true;
                options.IdleWaitTime = TimeSpan.FromSeconds(1);
                options.MaxBatchSize = AtOnce;
            })
            .UseDefaultThreadPool(AtOnce)
            .UsePersistentStore(store =>
            {
                store.UsePostgres(connection);
                store.ProvisionSchema();
                store.UseClustering();
            })).BuildScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        var noop = JobBuilder.Create<QuartzNoop>().WithIdentity("noop").StoreDurably().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(OriginalTrigger).ForJob(noop)
            .StartAt(TimeProvider.System.GetUtcNow().AddHours(1)).Build();
        if (!await scheduler.Exists(noop.Key, cancellationToken))
        {
            await scheduler.ScheduleJob(noop, trigger, cancellationToken: cancellationToken);
        }

        await Console.Out.WriteLineAsync(ContestantProcess.Ready);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
    }
}
