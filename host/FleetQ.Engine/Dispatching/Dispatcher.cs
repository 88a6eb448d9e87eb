using FleetQ.Engine.Completion;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Hands claimed steps to their handlers, in places of the pod's capacity, and stops them. Thread-safe.
/// </summary>
public sealed partial class Dispatcher : IDisposable
{
    // A place that a short step leaves is filled while its outcome is written: the pod does not idle for a round trip.
    // A longer step can wait for that, and then the store never shows more claims than the pod has places.
    private static readonly TimeSpan ShortRun = TimeSpan.FromMilliseconds(50);

    private readonly IHandlerRoutes routes;
    private readonly CapacityLimiter limiter;
    private readonly AttemptRunner attempts;
    private readonly Settler settler;
    private readonly HeldClaims held;
    private readonly DispatchingOptions options;
    private readonly FleetMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<Dispatcher> logger;
    private readonly Places places;

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
        this.options = options;
        this.metrics = metrics;
        this.time = time;
        logger = loggers.CreateLogger<Dispatcher>();
        Prefetch = new Prefetch(limiter.Capacity, time);
        places = new Places(limiter, Prefetch, time, Begin, GiveBackUnstarted);
        attempts = new AttemptRunner(progress, Prefetch, metrics, time, step => Stop(step, StopCause.TimedOut));
        held = new HeldClaims(limiter, time);
        Abandoned = new AbandonedAttempts(options.CancelGrace, metrics, time, logger);
        settler = new Settler(
            held, new OutcomePolicy(completion, random), completer, metrics, Leave, loggers.CreateLogger<Settler>());
        progress.ClaimLost = key => Lose(key);
    }

    /// <summary>Called when there may be room again, on any thread; must return at once.</summary>
    public Action? PlaceFreed { get; set; }

    /// <summary>The claims in this pod's hands.</summary>
    public IReadOnlyCollection<ClaimKey> Held => held.Keys;

    /// <summary>Attempts that go on although they were settled without their handlers.</summary>
    public AbandonedAttempts Abandoned { get; }

    /// <summary>How far the pod claims ahead.</summary>
    public Prefetch Prefetch { get; }

    /// <summary>
    /// How many more steps have a place now: none while a step runs alone or waits to, or while others wait for places.
    /// </summary>
    public int Room => places.Room;

    /// <summary>Tells, at little cost, whether a claim could bring anything that the pod takes.</summary>
    public bool HasRoom => places.Room > 0 || places.RoomAhead > 0;

    /// <summary>
    /// How many more steps of a task type can be taken: as many as have a place, and of short ones some ahead.
    /// </summary>
    public int GetRoomOf(HandlerRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return places.GetRoomOf(route);
    }

    /// <summary>
    /// Takes claimed steps and starts those that have a place; the others wait for one, in their order. Of those that a
    /// pod died of, one is started, after all others, and the rest is given back: whoever waits beside it would be lost
    /// with it. Returns at once.
    /// </summary>
    public void Start(IReadOnlyList<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        RunningStep? alone = null;
        foreach (var claim in claims)
        {
            var startsHere = claim.Losses == 0 || alone is null;
            var step = held.Add(claim, settler, startsHere);
            metrics.AddWait(claim.Waited);
            if (!startsHere)
            {
                GiveBackUnstarted(step);
            }
            else if (step.RunsAlone)
            {
                alone = step;
            }
            else
            {
                places.Add(step);
            }
        }

        if (alone is not null)
        {
            places.Add(alone);
        }

        places.StartNext();
    }

    /// <summary>Takes a claimed step and starts it, or lets it wait for a place. Returns at once.</summary>
    public void Start(Claim claim) => Start([claim]);

    /// <summary>
    /// Drops a claim that is no longer this pod's: its handler's token is cancelled and its result is not recorded.
    /// </summary>
    /// <returns>False when the pod does not hold it.</returns>
    public bool Lose(ClaimKey key)
    {
        if (held.Find(key) is not { } step)
        {
            return false;
        }

        Stop(step, StopCause.ClaimLost);
        return true;
    }

    /// <summary>Drops all claims.</summary>
    /// <returns>How many there were.</returns>
    public int LoseAll() => held.Keys.Count(Lose);

    /// <summary>
    /// Gives back what waits, and waits until nothing runs; after a while cancels what still does, and gives back what
    /// does not end.
    /// </summary>
    /// <param name="patience">How long handlers may go on undisturbed.</param>
    /// <param name="cancellationToken">Cuts the patience short.</param>
    /// <returns>How many handlers were still running at the end.</returns>
    public async Task<int> DrainAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        places.GiveBackAll();
        await held.WaitUntilEmptyAsync(patience, cancellationToken);
        foreach (var step in held.Steps)
        {
            Stop(step, StopCause.Draining);
        }

        // Outcomes are settled within the grace; twice that leaves time to write them.
        await held.WaitUntilEmptyAsync(2 * options.CancelGrace, CancellationToken.None);
        return held.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    // Its place is taken. An earlier handler's thread may be the one that starts it: it must not throw, nor block.
    private void Begin(RunningStep step)
    {
        step.TakePlace();
        Prefetch.OnStarted();
        _ = RunAsync(step);
    }

    private async Task RunAsync(RunningStep step)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            if (step.RunsAlone)
            {
                LogStepRunsAlone(step.Claim.Key.StepId, step.Claim.TaskType, step.Claim.Losses);
            }

            if (await places.EnterAsync(step))
            {
                await AttemptAsync(step);
            }
            else
            {
                settler.GiveBack(step);
            }
        }
        catch (Exception failure)
        {
            // The top of a step's own loop: the step stays claimed, and reconcile gives it back.
            LogDispatchFailed(failure, step.Claim.Key.StepId, step.Claim.TaskType);
            settler.Drop(step);
        }
        finally
        {
            step.Return(wasShort: time.GetElapsedTime(startedAt) < ShortRun);
            Abandoned.Remove(step);
            Leave(step);
        }
    }

    private async Task AttemptAsync(RunningStep step)
    {
        var claim = step.Claim;
        step.Route = routes.Find(claim.TaskType);
        if (step.Route is null)
        {
            LogHandlerMissing(claim.Key.StepId, claim.TaskType);
            settler.GiveBack(step);
            return;
        }

        LogStepStarted(claim.Key.StepId, claim.TaskType, claim.Attempt);
        settler.TrySettle(step, step.Route, await attempts.RunAsync(step, step.Route));
    }

    private void Stop(RunningStep step, StopCause why)
    {
        var isFirst = step.Stop(why);
        if (places.TryTakeOut(step))
        {
            GiveBackUnstarted(step);
        }
        else if (isFirst)
        {
            _ = SettleAfterGraceAsync(step);
        }
    }

    // Whoever ignores its token does not keep its step: that is settled without it.
    private async Task SettleAfterGraceAsync(RunningStep step)
    {
        await Task.Delay(options.CancelGrace, time);
        if (step.Route is { } route && settler.TrySettle(step, route, result: null))
        {
            Abandoned.Add(step, route);
        }
    }

    private void GiveBackUnstarted(RunningStep step)
    {
        places.EnterUnstarted(step);
        settler.GiveBack(step);
    }

    private void Leave(RunningStep step)
    {
        if (places.Leave(step))
        {
            PlaceFreed?.Invoke();
        }
    }
}
