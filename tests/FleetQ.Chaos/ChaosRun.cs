using FleetQ.Chaos.Checking;
using FleetQ.Chaos.Faults;
using FleetQ.Chaos.Load;

namespace FleetQ.Chaos;

/// <summary>One run: work under faults, then peace, then the check.</summary>
internal sealed class ChaosRun(ChaosOptions options, string folder)
{
    private static readonly TimeSpan PeaceMax = TimeSpan.FromMinutes(3);

    public async Task<ChaosReport> RunAsync(CancellationToken cancellationToken)
    {
        using var history = new History(Path.Combine(folder, "history.jsonl"));
        var traceFile = Path.Combine(folder, "trace.txt");
        await using var fleet = await ChaosFleet.StartAsync(options, cancellationToken);
        var nemesis = new Nemesis(fleet, history, new Random(options.Seed));
        var supervisor = new Supervisor(fleet, history);
        var submitters = new Submitters(fleet, history, options.Seed, traceFile);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = supervisor.RunAsync(watching.Token);
        try
        {
            using var war = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            war.CancelAfter(TimeSpan.FromMinutes(options.Minutes));
            await Task.WhenAll(nemesis.RunAsync(war.Token), submitters.RunAsync(war.Token));
            await WaitUntilAllEndedAsync(fleet, cancellationToken);
        }
        finally
        {
            // Before the fleet goes: it must not start anew what is ended then.
            await watching.CancelAsync();
            await watch;
        }

        var steps = await StoredStep.ReadAllAsync(fleet.Box.Store, cancellationToken);
        var log = new PodLog(fleet.All);
        var violations = new Checker(submitters.Requests, steps, TraceLine.ReadAll(traceFile), log).Check();
        var report = new ChaosReport(
            options,
            submitters.Requests,
            steps,
            nemesis.Counts,
            supervisor.Crashes,
            supervisor.Stalls,
            log,
            violations,
            fleet.LeftOut);
        if (!report.IsGood || options.Keep is not null)
        {
            await KeepLogsAsync(fleet, cancellationToken);
        }

        return report;
    }

    private static async Task WaitUntilAllEndedAsync(ChaosFleet fleet, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (await StoredStep.CountOpenAsync(fleet.Box.Store, cancellationToken) > 0
            && TimeProvider.System.GetElapsedTime(startedAt) < PeaceMax)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }

    private async Task KeepLogsAsync(ChaosFleet fleet, CancellationToken cancellationToken)
    {
        foreach (var pod in fleet.All)
        {
            var path = Path.Combine(folder, $"{pod.Name}-{pod.Host.ProcessId}.log");
            await File.WriteAllLinesAsync(path, pod.Host.Log, cancellationToken);
        }
    }
}
