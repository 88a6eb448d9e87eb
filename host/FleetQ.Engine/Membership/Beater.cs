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
    Random random,
    ILogger<Beater> logger)
{
    private readonly ILogger<Beater> logger = logger;
    private readonly Lock gate = new();
    private ITimer? trustEnd;
    private long trustedSince;
    private bool wereTurning = true;
    private bool wasAnswered;

    /// <summary>Beats until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // The loop may hang in a beat, so it is not left alone with the end of trust.
        using var timer = time.CreateTimer(
            _ => EndTrust(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        trustEnd = timer;
        Trust(time.GetTimestamp());
        await pacer.RunAsync("fleetq-beat", () => LoopAsync(stopping));
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
        EndTrust();
    }

    private void Trust(long sentAt)
    {
        lock (gate)
        {
            trustedSince = sentAt;
            var left = options.TrustFor - time.GetElapsedTime(sentAt) + TimeSpan.FromMilliseconds(1);
            trustEnd?.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndTrust()
    {
        lock (gate)
        {
            if (listener.Identity is not { } pod || time.GetElapsedTime(trustedSince) <= options.TrustFor)
            {
                return;
            }

            metrics.Fences.Add(1);
            LogPodFenced(pod.PodId, pod.Incarnation, options.TrustFor.TotalSeconds);
            listener.OnTrustLost(pod);
        }
    }

    private async Task TryBeatAsync(PodIdentity pod, CancellationToken stopping)
    {
        // Trust counts from before the beat was sent: a slow answer must not lengthen it.
        var sentAt = time.GetTimestamp();
        wasAnswered = false;
        try
        {
            await PatientlyAsync(
                async token => OnAnswer(pod, await store.BeatAsync(pod, listener.Running, token), sentAt), stopping);
        }
        catch (Exception failure) when (IsMissed(failure, stopping))
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

    private void OnAnswer(PodIdentity pod, Beat beat, long sentAt)
    {
        lock (gate)
        {
            if (listener.Identity != pod)
            {
                // The answer came after the end of trust.
                return;
            }

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
                Trust(sentAt);
            }

            wasAnswered = true;
            metrics.Beats.Add(1);
            listener.OnBeat(pod, beat);
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
            // Before it is sent: the new incarnation must not inherit the trust that the old one had left.
            Trust(time.GetTimestamp());
            await PatientlyAsync(listener.RegisterAsync, stopping);
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

    // What takes longer than trust lasts is of no use any more.
    private async Task PatientlyAsync(Func<CancellationToken, Task> ask, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(options.TrustFor, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        await ask(either.Token);
    }

    private static bool IsMissed(Exception failure, CancellationToken stopping) =>
        failure is StoreUnavailableException
        || (failure is OperationCanceledException && !stopping.IsCancellationRequested);

    // After a beat that was missed, the next comes soon in any case.
    private bool IsIdle => options.Idle is not null && wasAnswered && listener.Running == 0;

    private double NextChance()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    private bool MayBeat()
    {
        var stuck = loops.HoldingBeat;
        var turning = stuck.Count == 0;
        if (!turning && wereTurning)
        {
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

        var untilBeat = IsIdle
            ? options.Idle!.UntilNext(time.GetUtcNow(), NextChance())
            : options.HeartbeatInterval - time.GetElapsedTime(startedAt);
        var untilTrustEnds = options.TrustFor - time.GetElapsedTime(trustedSince) + TimeSpan.FromMilliseconds(1);
        var wait = untilBeat < untilTrustEnds ? untilBeat : untilTrustEnds;
        return wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
    }
}
