using FleetQ.Engine.Leadership;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Recovery;

/// <summary>Runs recovery at its interval: on the leader, or on any pod when no pass has ended for too long.</summary>
public sealed partial class RecoveryLoop(
    RecoveryRunner runner,
    FleetView view,
    RecoveryOptions options,
    LoopWatch loops,
    TimeProvider time,
    Random random,
    ILogger<RecoveryLoop> logger)
{
    private readonly ILogger<RecoveryLoop> logger = logger;
    private readonly LoopPulse pulse = loops.Get("recovery");
    private volatile PodIdentity? identity;

    /// <summary>Recovers from now on as this incarnation.</summary>
    public void Resume(PodIdentity pod) => identity = pod;

    /// <summary>Recovers no more.</summary>
    public void Pause() => identity = null;

    /// <summary>Recovers until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var wait = NextWait();
                pulse.Turn(wait);
                await Task.Delay(wait, time, stopping);
                if (IsMine(startedAt))
                {
                    pulse.Working();
                    await TryRunAsync(stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The only way out of the waits.
        }
        finally
        {
            pulse.Idle();
        }
    }

    private bool IsMine(long startedAt)
    {
        if (identity is not { } pod)
        {
            return false;
        }

        var snapshot = view.Current;
        var sinceRead = time.GetElapsedTime(snapshot.ReadTimestamp);
        var sincePass = snapshot.SinceRecovery + sinceRead ?? time.GetElapsedTime(startedAt);
        return view.IsLeader(pod) || sincePass > options.OverdueAfter;
    }

    private async Task TryRunAsync(CancellationToken stopping)
    {
        try
        {
            await runner.TryRunAsync(isDryRun: false, stopping);
        }
        catch (StoreUnavailableException failure)
        {
            LogRecoveryFailed(LogLevel.Warning, failure);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogRecoveryFailed(LogLevel.Error, failure);
        }
    }

    private TimeSpan NextWait()
    {
        var chance = NextChance();
        return options.Idle is { } wave && view.Current.Pods.All(static pod => pod.Running == 0)
            ? wave.UntilNext(time.GetUtcNow(), chance)
            : options.Interval * (0.9 + (0.2 * chance));
    }

    private double NextChance()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
