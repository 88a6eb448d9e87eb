using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Claiming;

/// <summary>
/// The claim loop: asks the store for as many steps as there is room, of the types that are loaded, and starts them.
/// </summary>
public sealed partial class Claimer
{
    private readonly IClaimStore store;
    private readonly IHandlerRoutes routes;
    private readonly CapacityLimiter limiter;
    private readonly Dispatcher dispatcher;
    private readonly FleetMetrics metrics;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger<Claimer> logger;
    private readonly WakeSignal signal;
    private readonly LoopPulse pulse;
    private readonly DueClock due;
    private readonly LookPace pace;
    private volatile PodIdentity? identity;
    private volatile bool lookWhenPlaceFrees;

    // After a step that runs alone there may be more: taking several would only mean to give all but one back.
    private bool claimsOneByOne;

    /// <summary>Makes a claimer; it claims while <see cref="RunAsync"/> runs and it has an identity.</summary>
    public Claimer(
        IClaimStore store,
        IHandlerRoutes routes,
        CapacityLimiter limiter,
        Dispatcher dispatcher,
        ClaimingOptions options,
        LoopWatch loops,
        FleetMetrics metrics,
        TimeProvider time,
        Random random,
        ILogger<Claimer> logger)
    {
        ArgumentNullException.ThrowIfNull(loops);
        ArgumentNullException.ThrowIfNull(dispatcher);
        this.store = store;
        this.routes = routes;
        this.limiter = limiter;
        this.dispatcher = dispatcher;
        this.metrics = metrics;
        this.time = time;
        this.random = random;
        this.logger = logger;
        signal = new WakeSignal(time);
        pulse = loops.Get("claiming", holdsBeat: true);
        due = new DueClock(time);
        pace = new LookPace(options, time);
        dispatcher.PlaceFreed = OnPlaceFreed;
    }

    /// <summary>Claims from now on as this incarnation.</summary>
    public void Resume(PodIdentity pod)
    {
        identity = pod;
        Wake();
    }

    /// <summary>Claims no more; what an ongoing claim still brings is not started.</summary>
    public void Pause() => identity = null;

    /// <summary>Says that there may be steps. Returns at once; any thread.</summary>
    public void Wake() => signal.Set();

    /// <summary>
    /// Claims until the token is cancelled; a claim under way is finished and what it brings is started.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await WaitForNextAsync(await TryTurnAsync(stopping), stopping);
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

    private void OnPlaceFreed()
    {
        if (lookWhenPlaceFrees)
        {
            Wake();
        }
    }

    private async Task<ClaimTurn> TryTurnAsync(CancellationToken stopping)
    {
        pulse.Working();
        try
        {
            return await TurnAsync(stopping);
        }
        catch (StoreUnavailableException failure)
        {
            LogClaimFailed(failure);
            return ClaimTurn.StoreAway;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogClaimLoopFailed(failure);
            return ClaimTurn.StoreAway;
        }
    }

    private async Task<ClaimTurn> TurnAsync(CancellationToken stopping)
    {
        if (identity is not { } pod)
        {
            return ClaimTurn.Paused;
        }

        if (due.IsDue)
        {
            await AdvanceDueAsync(stopping);
        }

        // Set before the room is read: a place that frees in between then wakes the loop.
        lookWhenPlaceFrees = true;
        var request = MakeRequest(pod);
        if (request is null)
        {
            return ClaimTurn.NoRoom;
        }

        var claims = await ClaimAsync(request);
        if (claims.Count == request.Limit)
        {
            return ClaimTurn.MoreMayBeReady;
        }

        lookWhenPlaceFrees = request.Types.Any(type => type.Room < request.Limit)
            || request.Types.Count < routes.Routes.Count;
        await AdvanceDueAsync(stopping);
        return ClaimTurn.NothingReady;
    }

    private ClaimRequest? MakeRequest(PodIdentity pod)
    {
        var room = claimsOneByOne ? Math.Min(1, dispatcher.Room) : dispatcher.Room;
        if (room == 0)
        {
            return null;
        }

        var types = new List<TypeRoom>();
        foreach (var route in routes.Routes)
        {
            var typeRoom = limiter.GetRoomOf(route);
            if (typeRoom > 0)
            {
                types.Add(new TypeRoom(route.TaskType, Math.Min(room, typeRoom)));
            }
        }

        return types.Count == 0 ? null : new ClaimRequest(pod, room, types);
    }

    // Not cancelled by a stop: a claim whose answer nobody reads would leave its steps claimed until the pod
    // reconciles.
    private async Task<IReadOnlyList<Claim>> ClaimAsync(ClaimRequest request)
    {
        var startedAt = time.GetTimestamp();
        var claims = await store.ClaimAsync(request, CancellationToken.None);
        metrics.Claims.Add(1);
        if (claims.Count > request.Limit)
        {
            LogClaimTooLarge(claims.Count, request.Limit);
        }

        if (identity != request.Pod)
        {
            // The pod fenced itself meanwhile: whoever evicts this incarnation returns these steps.
            return [];
        }

        dispatcher.Start(claims);
        claimsOneByOne = claims.Any(static claim => claim.Losses > 0);
        if (identity != request.Pod)
        {
            // Fenced while they were started, by another thread that may not have seen them all.
            foreach (var claim in claims)
            {
                dispatcher.Lose(claim.Key);
            }
        }

        if (claims.Count > 0)
        {
            pace.Restart();
            metrics.Claimed.Add(claims.Count);
            var durationMs = time.GetElapsedTime(startedAt).TotalMilliseconds;
            LogStepsClaimed(request.Limit, claims.Count, dispatcher.Room, durationMs, claims.Count < request.Limit);
        }

        return claims;
    }

    private async Task AdvanceDueAsync(CancellationToken cancellationToken)
    {
        const int AtOnceMax = 1_000;
        var steps = await store.AdvanceDueAsync(AtOnceMax, cancellationToken);
        due.Set(steps.NextDueIn);
        if (steps.Promoted + steps.Expired > 0)
        {
            LogStepsAdvanced(steps.Promoted, steps.Expired);
        }

        if (steps.Promoted > 0)
        {
            Wake();
        }
    }

    private async Task WaitForNextAsync(ClaimTurn turn, CancellationToken stopping)
    {
        if (turn is ClaimTurn.MoreMayBeReady)
        {
            return;
        }

        // Chance keeps the pods of a fleet from looking all at once.
        var idle = pace.NextWait(NextChance());
        // What is due concerns only who may look for it: the others would turn without a pause.
        var mayLook = turn is ClaimTurn.NothingReady or ClaimTurn.NoRoom;
        var wait = mayLook && due.IsSet && due.In < idle ? due.In : idle;
        pulse.Turn(wait);
        if (turn is ClaimTurn.StoreAway)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(1, idle.TotalSeconds)), time, stopping);
            return;
        }

        if (await signal.WaitAsync(wait, stopping))
        {
            pace.Restart();
        }
    }

    private double NextChance()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
