namespace FleetQ.Chaos.Faults;

/// <summary>
/// Starts a process again that ended by itself, as the platform would; what the nemesis ended is its own.
/// </summary>
internal sealed class Supervisor(ChaosFleet fleet, History history)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly HashSet<ChaosPod> seen = [];

    /// <summary>How many processes ended by themselves.</summary>
    public int Crashes { get; private set; }

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

            await Task.Delay(Pause, TimeProvider.System, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
