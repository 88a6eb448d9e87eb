using System.Collections.Concurrent;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

/// <summary>Hands claimed steps to their handlers and holds them until their outcome is settled. Thread-safe.</summary>
public sealed partial class Dispatcher
{
    // A place that a short step leaves is filled while its outcome is written: the pod does not idle for a round trip.
    // A longer step can wait for that, and then the store never shows more claims than the pod has places.
    private static readonly TimeSpan ShortRun = TimeSpan.FromMilliseconds(50);

    private readonly IHandlerRoutes routes;
    private readonly CapacityLimiter limiter;
    private readonly Completer completer;
    private readonly AttemptRunner attempts;
    private readonly OutcomePolicy policy;
    private readonly DispatchingOptions options;
    private readonly FleetMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<Dispatcher> logger;
    private readonly SoloLane lane = new();
    private readonly ConcurrentDictionary<ClaimKey, RunningStep> held = new();

    /// <summary>Makes a dispatcher.</summary>
    public Dispatcher(
        IHandlerRoutes routes,
        CapacityLimiter limiter,
        Completer completer,
        ProgressWriter progress,
        DispatchingOptions options,
        CompletionOptions completion,
        FleetMetrics metrics,
        TimeProvider time,
        Random random,
        ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(progress);
        this.routes = routes;
        this.limiter = limiter;
        this.completer = completer;
        this.options = options;
        this.metrics = metrics;
        this.time = time;
        logger = loggers.CreateLogger<Dispatcher>();
        attempts = new AttemptRunner(options, progress, metrics, time, loggers.CreateLogger<AttemptRunner>());
        policy = new OutcomePolicy(completion, random);
        progress.ClaimLost = key => Lose(key);
    }

    /// <summary>Called when a place became free, on any thread; must return at once.</summary>
    public Action? PlaceFreed { get; set; }

    /// <summary>The claims in this pod's hands.</summary>
    public IReadOnlyCollection<ClaimKey> Held => [.. held.Keys];

    /// <summary>How many more steps can be taken now: none while a step runs alone or waits to.</summary>
    public int Room => lane.IsClosing ? 0 : limiter.Room;

    /// <summary>
    /// Takes claimed steps and starts them. Of those that a pod died of, one is started, after all others, and the rest
    /// is given back: whoever waits beside it would be lost with it. Returns at once.
    /// </summary>
    public void Start(IReadOnlyList<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var alone = claims.Where(RunsAlone).ToList();
        foreach (var claim in claims.Where(static claim => !RunsAlone(claim)))
        {
            Start(claim);
        }

        foreach (var claim in alone.Skip(1))
        {
            Hold(claim, givesBack: true);
        }

        if (alone.Count > 0)
        {
            Start(alone[0]);
        }
    }

    /// <summary>Takes a claimed step and starts it. Returns at once.</summary>
    public void Start(Claim claim) => Hold(claim, givesBack: false);

    /// <summary>
    /// Drops a claim that is no longer this pod's: its handler's token is cancelled and its result is not recorded.
    /// </summary>
    /// <returns>False when the pod does not hold it.</returns>
    public bool Lose(ClaimKey key)
    {
        if (!held.TryGetValue(key, out var step))
        {
            return false;
        }

        step.Stop(StopCause.ClaimLost);
        return true;
    }

    /// <summary>Drops all claims.</summary>
    /// <returns>How many there were.</returns>
    public int LoseAll() => held.Keys.Count(Lose);

    /// <summary>
    /// Waits until nothing runs; after a while cancels what still does, and gives back what does not end.
    /// </summary>
    /// <param name="patience">How long handlers may go on undisturbed.</param>
    /// <param name="cancellationToken">Cuts the patience short.</param>
    /// <returns>How many handlers were still running at the end.</returns>
    public async Task<int> DrainAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await WaitForAllAsync(patience, cancellationToken);
        foreach (var step in held.Values)
        {
            step.Stop(StopCause.Draining);
        }

        // Outcomes are settled within the grace; twice that leaves time to write them.
        await WaitForAllAsync(2 * options.CancelGrace, CancellationToken.None);
        return held.Count;
    }

    private void Hold(Claim claim, bool givesBack)
    {
        var step = new RunningStep(claim);
        held[claim.Key] = step;
        limiter.Take(claim.TaskType);
        metrics.AddWait(claim.Waited);
        step.Run = RunAsync(step, givesBack);
    }

    private static bool RunsAlone(Claim claim) => claim.Losses > 0;

    private async Task WaitForAllAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(held.Values.Select(static step => step.Run));
        await all.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    // A step stays in the lane until its outcome is in the store: what runs alone after it may take the pod along.
    private async Task RunAsync(RunningStep step, bool givesBack)
    {
        var startedAt = time.GetTimestamp();
        var alone = !givesBack && RunsAlone(step.Claim);
        var isInLane = false;
        try
        {
            isInLane = await TryEnterLaneAsync(step, alone);
            var outcome = isInLane && !givesBack ? await AttemptAsync(step) : GiveBack(step);
            if (time.GetElapsedTime(startedAt) < ShortRun)
            {
                FreePlaceAfterHandler(step);
            }

            await SettleAsync(step, outcome);
        }
        catch (Exception failure)
        {
            // The top of a step's own loop: the step stays claimed, and reconcile gives it back.
            LogDispatchFailed(failure, step.Claim.Key.StepId, step.Claim.TaskType);
        }
        finally
        {
            held.TryRemove(step.Claim.Key, out _);
            FreePlaceAfterHandler(step);
            if (isInLane)
            {
                LeaveLane(alone);
            }
        }
    }

    private static Outcome? GiveBack(RunningStep step) => step.IsLost ? null : OutcomePolicy.Release(step.Claim);

    private async Task<Outcome?> AttemptAsync(RunningStep step)
    {
        var claim = step.Claim;
        if (routes.Find(claim.TaskType) is not { } route)
        {
            LogHandlerMissing(claim.Key.StepId, claim.TaskType);
            return GiveBack(step);
        }

        LogStepStarted(claim.Key.StepId, claim.TaskType, claim.Attempt);
        (var result, step.Handler) = await attempts.RunAsync(step, route);
        return DecideOutcome(step, route, result);
    }

    private Outcome? DecideOutcome(RunningStep step, HandlerRoute route, AttemptResult? result)
    {
        if (step.IsLost)
        {
            return null;
        }

        // A handler that a drain disturbs may throw anything; the drain gives its attempt back all the same.
        if (step.Cause is StopCause.Draining && result is null or { End: AttemptEnd.Retry })
        {
            return OutcomePolicy.Release(step.Claim);
        }

        return policy.Decide(step.Claim, route, result ?? TimedOut(step, route));
    }

    private static AttemptResult TimedOut(RunningStep step, HandlerRoute route)
    {
        var limit = step.Claim.Timeout ?? route.Timeout;
        return new AttemptResult
        {
            End = AttemptEnd.Retry,
            Error = StepError.Of(
                $"The attempt ran longer than its timeout of {limit?.TotalSeconds:0.###} s.", "timeout"),
        };
    }

    private async Task SettleAsync(RunningStep step, Outcome? outcome)
    {
        var claim = step.Claim;
        if (outcome is null)
        {
            metrics.Lost.Add(1);
            LogClaimLost(claim.Key.StepId, claim.TaskType, claim.Attempt, claim.Key.Epoch);
            return;
        }

        var result = await RecordAsync(step, outcome);
        if (result is CompletionResult.ClaimLost)
        {
            LogClaimLost(claim.Key.StepId, claim.TaskType, claim.Attempt, claim.Key.Epoch);
            return;
        }

        LogStepTransition(
            claim.Key.StepId,
            claim.TaskType,
            StepStatus.Claimed.ToWord(),
            outcome.Status.ToWord(),
            claim.Attempt,
            claim.Tenant,
            claim.TraceParent);
    }

    // A store that refuses an outcome, a result too large for it for instance, would refuse it again: the step fails
    // and says why, instead of running for ever.
    private async Task<CompletionResult> RecordAsync(RunningStep step, Outcome outcome)
    {
        try
        {
            return await completer.RecordAsync(outcome, () => step.IsLost, CancellationToken.None);
        }
        catch (Exception refusal)
            when (refusal is not OperationCanceledException && outcome.Kind is not OutcomeKind.Failed)
        {
            LogOutcomeRefused(refusal, step.Claim.Key.StepId, step.Claim.TaskType);
            var failed = OutcomePolicy.Refuse(outcome, refusal);
            return await completer.RecordAsync(failed, () => step.IsLost, CancellationToken.None);
        }
    }

    private async Task<bool> TryEnterLaneAsync(RunningStep step, bool alone)
    {
        if (alone)
        {
            LogStepRunsAlone(step.Claim.Key.StepId, step.Claim.TaskType, step.Claim.Losses);
        }

        try
        {
            await lane.EnterAsync(alone, step.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void LeaveLane(bool alone)
    {
        lane.Leave(alone);
        if (alone)
        {
            // Its place was freed while the lane still kept all others out.
            PlaceFreed?.Invoke();
        }
    }

    // A handler that ignores its token keeps its place until it really returns: the pod never runs more than it may.
    private void FreePlaceAfterHandler(RunningStep step)
    {
        if (!step.TryGiveUpPlace())
        {
            return;
        }

        if (step.Handler.IsCompleted)
        {
            FreePlace(step);
            return;
        }

        step.Handler.GetAwaiter().OnCompleted(() => FreePlace(step));
    }

    private void FreePlace(RunningStep step)
    {
        limiter.Free(step.Claim.TaskType);
        step.Dispose();
        PlaceFreed?.Invoke();
    }
}
