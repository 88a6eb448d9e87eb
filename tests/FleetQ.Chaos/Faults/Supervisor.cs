namespace FleetQ.Chaos.Faults;

/// <summary>
/// Starts a process again that ended by itself, as the platform would; what the nemesis ended is its own. Notes when
/// the machine stood still, for pods that were held up by it too.
/// </summary>
internal sealed class Supervisor(ChaosFleet fleet, History history)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    // A pod that met as much, and a beat's pause, may have been silent for the whole threshold.
    private static readonly TimeSpan StallMin = ChaosFleet.Threshold / 2;

    private readonly HashSet<ChaosPod> seen = [];

    /// <summary>How many processes ended by themselves.</summary>
    public int Crashes { get; private set; }

    /// <summary>How often the machine stood still for so long that a pod may have missed its beats.</summary>
    public int Stalls { get; private set; }

    /// <summary>Watches until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var pod in fleet.All.Where(pod => !pod.Host.IsRunning && !pod.IsStruck && seen.Add(pod)))
            {
                Crashes++;
                pod.Note(TimeProvider.System.GetUtcNow() - (2 * Pause), DateTimeOffset.MaxValue);
                history.Write("crash", new { pod.Name, pod.Host.ExitCode });
                fleet.Launch(pod.Name);
            }

            var from = TimeProvider.System.GetUtcNow();
            var start = TimeProvider.System.GetTimestamp();
            await Task.Delay(Pause, TimeProvider.System, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            NoteStall(from, TimeProvider.System.GetElapsedTime(start) - Pause);
        }
    }

    private void NoteStall(DateTimeOffset from, TimeSpan late)
    {
        if (late < StallMin)
        {
            return;
        }

        Stalls++;
        history.Write("stall", new { late });
        foreach (var pod in fleet.All)
        {
            pod.Note(from, TimeProvider.System.GetUtcNow());
        }
    }
}
