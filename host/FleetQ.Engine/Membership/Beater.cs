using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

/// <summary>
/// The beat: says that the pod lives, and counts how long the pod may trust itself. It runs on a thread of its own and
/// never runs a handler.
/// </summary>
internal sealed partial class Beater(
    IPodStore store,
    IBeatListener listener,
    MembershipOptions options,
    LoopWatch loops,
    IPacer pacer,
    FleetMetrics metrics,
    TimeProvider time,
    ILogger<Beater> logger)
{
    private readonly ILogger<Beater> logger = logger;
    private long trustedSince;
    private bool wereTurning = true;

    /// <summary>Beats until the token is cancelled.</summary>
    public Task RunAsync(CancellationToken stopping)
    {
        trustedSince = time.GetTimestamp();
        return pacer.RunAsync("fleetq-beat", () => LoopAsync(stopping));
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var startedAt = time.GetTimestamp();
            await TurnAsync(stopping);
            await pacer.WaitAsync(WaitAfter(startedAt), stopping);
        }
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        if (listener.Identity is not { } pod)
        {
            await TryRegisterAsync(stopping);
            return;
        }

        if (MayBeat())
        {
            await TryBeatAsync(pod, stopping);
        }

        // Also after a beat that came back: a pod that was paused finds here that it slept too long.
        if (listener.Identity == pod && time.GetElapsedTime(trustedSince) > options.TrustFor)
        {
            metrics.Fences.Add(1);
            LogPodFenced(pod.PodId, pod.Incarnation, options.TrustFor.TotalSeconds);
            listener.OnTrustLost(pod);
        }
    }

    private async Task TryBeatAsync(PodIdentity pod, CancellationToken stopping)
    {
        // Trust counts from before the beat was sent: a slow answer must not lengthen it.
        var sentAt = time.GetTimestamp();
        try
        {
            var beat = await store.BeatAsync(pod, listener.Running, stopping);
            if (!beat.IsKnown)
            {
                metrics.Fences.Add(1);
                LogPodEvicted(pod.PodId, pod.Incarnation);
                listener.OnTrustLost(pod);
                return;
            }

            // A beat that woke up after a long pause is good, but what happened in between is not.
            if (time.GetElapsedTime(trustedSince, sentAt) <= options.TrustFor)
            {
                trustedSince = sentAt;
            }

            metrics.Beats.Add(1);
            listener.OnBeat(pod, beat);
        }
        catch (StoreUnavailableException failure)
        {
            metrics.BeatsMissed.Add(1);
            LogBeatMissed(failure, pod.PodId);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The pod leaves.
        }
        catch (Exception failure)
        {
            metrics.BeatsMissed.Add(1);
            LogBeatFailed(failure, pod.PodId);
        }
    }

    // A pod whose loops hang would only take steps to let them stand still.
    private async Task TryRegisterAsync(CancellationToken stopping)
    {
        if (!MayBeat())
        {
            return;
        }

        try
        {
            var sentAt = time.GetTimestamp();
            await listener.RegisterAsync(stopping);
            trustedSince = sentAt;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The pod leaves.
        }
        catch (Exception failure)
        {
            LogRegistrationFailed(failure);
        }
    }

    private bool MayBeat()
    {
        var turning = loops.MayBeat;
        if (!turning && wereTurning)
        {
            var stuck = loops.Loops.Where(static pair => !pair.Value).Select(static pair => pair.Key);
            LogLoopsStuck(string.Join(", ", stuck));
        }

        wereTurning = turning;
        return turning;
    }

    // An evicted pod comes back at once; otherwise the next beat, or the end of trust when that is earlier.
    private TimeSpan WaitAfter(long startedAt)
    {
        if (listener.Identity is null)
        {
            return TimeSpan.FromTicks(Math.Min(options.HeartbeatInterval.Ticks / 4, TimeSpan.TicksPerSecond));
        }

        var untilBeat = options.HeartbeatInterval - time.GetElapsedTime(startedAt);
        var untilTrustEnds = options.TrustFor - time.GetElapsedTime(trustedSince) + TimeSpan.FromMilliseconds(1);
        var wait = untilBeat < untilTrustEnds ? untilBeat : untilTrustEnds;
        return wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
    }
}
