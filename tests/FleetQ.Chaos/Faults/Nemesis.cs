using FleetQ.Chaos.Links;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Chaos.Faults;

/// <summary>Draws strikes by a seed and carries them out, several at a time, until it is told to stop.</summary>
internal sealed class Nemesis(ChaosFleet fleet, History history, Random chance)
{
    private static readonly LinkMode[] Harms =
        [.. Enum.GetValues<LinkMode>().Where(static mode => mode is not LinkMode.Forward)];

    private readonly List<Task> underWay = [];
    private readonly Dictionary<Strike, int> counts = [];
    private readonly StoreStrikes store = new(fleet, history);

    /// <summary>How often each kind of strike was made.</summary>
    public IReadOnlyDictionary<Strike, int> Counts => counts;

    /// <summary>Strikes until the token is cancelled, and ends what it began.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var kinds = Enum.GetValues<Strike>().Where(IsPossible).ToArray();
        // Each kind once, in an order that the seed draws, before chance alone decides: a short run shows all.
        var first = new Queue<Strike>(kinds.OrderBy(_ => chance.Next()));
        while (!stopping.IsCancellationRequested)
        {
            await WaitAsync(TimeSpan.FromSeconds(1 + (2 * chance.NextDouble())), stopping);
            var isFirst = first.TryDequeue(out var next);
            var kind = isFirst ? next : kinds[chance.Next(kinds.Length)];
            if (TryBegin(kind) is { } strike)
            {
                underWay.Add(strike);
            }
            else if (isFirst)
            {
                first.Enqueue(kind);
            }
        }

        await Task.WhenAll(underWay);
    }

    private Task? TryBegin(Strike kind)
    {
        if (StoreStrikes.Has(kind))
        {
            var time = TimeSpan.FromSeconds(1 + (9 * chance.NextDouble()));
            return store.IsUnderWay ? null : Count(kind, store.StrikeAsync(kind, time));
        }

        var pods = fleet.Running.Where(static pod => !pod.IsStruck).ToList();
        return pods.Count == 0 ? null : Count(kind, StrikePodsAsync(kind, pods));
    }

    private bool IsPossible(Strike kind) => kind switch
    {
        Strike.FillDisk => fleet.Disk is not null,
        Strike.Link or Strike.CrashStore or Strike.EndSessions => fleet.Postgres is not null,
        _ => true,
    };

    private Task StrikePodsAsync(Strike kind, List<ChaosPod> pods)
    {

        // The process that runs longest leads, mostly.
        var pod = kind is Strike.KillLeader or Strike.PauseLeader ? pods[0] : pods[chance.Next(pods.Count)];
        return kind switch
        {
            Strike.PauseAll => PauseAsync(pods, DrawPause(1.2, 2)),
            Strike.KillAll => Task.WhenAll(
                pods.Select(each => ReplaceAsync(each, each.Name, KillAsync, DrawAbsence()))),
            Strike.TerminateAll => ReplaceEachAsync([.. pods.Select(each => (each, DrawAbsence()))]),
            Strike.Starve => StarveAsync(pod, DrawPause(0.4, 3)),
            Strike.Pause or Strike.PauseLeader => PauseAsync([pod], DrawPause(0.4, 3)),
            Strike.Terminate => ReplaceAsync(pod, pod.Name, TerminateAsync, DrawAbsence()),
            Strike.Link => CutAsync(pod, Harms[chance.Next(Harms.Length)], DrawPause(0.2, 2)),
            Strike.KillAndRename => ReplaceAsync(pod, fleet.NewName(), KillAsync, DrawAbsence()),
            _ => ReplaceAsync(pod, pod.Name, KillAsync, DrawAbsence()),
        };
    }

    private static Task KillAsync(HostProcess host) => host.KillAsync(CancellationToken.None);

    private static Task TerminateAsync(HostProcess host) => host.TerminateAsync(CancellationToken.None);

    private Task Count(Strike kind, Task strike)
    {
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        return strike;
    }

    private TimeSpan DrawPause(double least, double most) =>
        ChaosFleet.Threshold * (least + ((most - least) * chance.NextDouble()));

    private TimeSpan DrawAbsence() => TimeSpan.FromSeconds(8 * Math.Pow(chance.NextDouble(), 2));

    private async Task ReplaceAsync(ChaosPod pod, string name, Func<HostProcess, Task> end, TimeSpan pause)
    {
        pod.IsStruck = true;
        pod.Note(TimeProvider.System.GetUtcNow(), DateTimeOffset.MaxValue);
        history.Write("end", new { pod.Name, next = name, pause });
        await end(pod.Host);
        await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        fleet.Launch(name);
    }

    private async Task ReplaceEachAsync(IReadOnlyList<(ChaosPod Pod, TimeSpan Absence)> pods)
    {
        foreach (var (pod, absence) in pods.Where(static each => each.Pod is { IsStruck: false, Host.IsRunning: true }))
        {
            await ReplaceAsync(pod, pod.Name, TerminateAsync, absence);
        }
    }

    private async Task StarveAsync(ChaosPod pod, TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        var from = TimeProvider.System.GetUtcNow();
        history.Write("starve", new { pod.Name, time });
        pod.IsStruck = true;
        while (TimeProvider.System.GetElapsedTime(start) < time && pod.Host.IsRunning)
        {
            pod.Host.Pause();
            await Task.Delay(TimeSpan.FromMilliseconds(90), TimeProvider.System, CancellationToken.None);
            Resume(pod.Host);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        pod.Note(from, TimeProvider.System.GetUtcNow());
        pod.IsStruck = false;
    }

    private async Task PauseAsync(IReadOnlyList<ChaosPod> pods, TimeSpan time)
    {
        var from = TimeProvider.System.GetUtcNow();
        history.Write("pause", new { pods = pods.Select(static pod => pod.Name), time });
        foreach (var pod in pods.Where(static pod => pod.Host.IsRunning))
        {
            pod.IsStruck = true;
            pod.Host.Pause();
        }

        await Task.Delay(time, TimeProvider.System, CancellationToken.None);
        foreach (var pod in pods)
        {
            Resume(pod.Host);
            pod.Note(from, TimeProvider.System.GetUtcNow());
            pod.IsStruck = false;
        }
    }

    // One that had just ended by itself when it was to stop is gone by now.
    private static void Resume(HostProcess host)
    {
        if (host.IsRunning)
        {
            host.Resume();
        }
    }

    private async Task CutAsync(ChaosPod pod, LinkMode mode, TimeSpan time)
    {
        var from = TimeProvider.System.GetUtcNow();
        history.Write("link", new { pod.Name, mode, time });
        pod.IsStruck = true;
        pod.Link!.Mode = mode;
        await Task.Delay(time, TimeProvider.System, CancellationToken.None);
        pod.Link.Mode = LinkMode.Forward;
        // Its beat may still be waiting for an answer that was swallowed.
        pod.Note(from, TimeProvider.System.GetUtcNow() + ChaosFleet.Threshold);
        pod.IsStruck = false;
    }

    private static async Task WaitAsync(TimeSpan time, CancellationToken stopping) =>
        await Task.Delay(time, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
