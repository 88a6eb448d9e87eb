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
        if (lookWhenPlaceFrees && dispatcher.HasRoom)
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
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
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
        if (claims.Count >= request.Limit)
        {
            return ClaimTurn.MoreMayBeReady;
        }

        lookWhenPlaceFrees = request.Types.Count < routes.Routes.Count || IsCutShort(request, claims);
        await AdvanceDueAsync(stopping);
        return ClaimTurn.NothingReady;
    }

    // Of a type with less room than the whole, more may be ready than it was asked for.
    private static bool IsCutShort(ClaimRequest request, IReadOnlyList<Claim> claims) => request.Types.Any(
        type => type.Room < request.Limit && claims.Count(claim => claim.TaskType == type.TaskType) >= type.Room);

    private ClaimRequest? MakeRequest(PodIdentity pod)
    {
        var limit = 0;
        var types = new List<TypeRoom>();
        foreach (var route in routes.Routes)
        {
            var room = dispatcher.GetRoomOf(route);
            room = claimsOneByOne ? Math.Min(1, room) : room;
            if (room > 0)
            {
                types.Add(new TypeRoom(route.TaskType, room));
                limit = Math.Max(limit, room);
            }
        }

        return types.Count == 0 ? null : new ClaimRequest(pod, limit, types);
    }

    // Not cancelled by a stop: a claim whose answer nobody reads would leave its steps claimed until the pod
    // reconciles.
    private async Task<IReadOnlyList<Claim>> ClaimAsync(ClaimRequest request)
    {
        var startedAt = time.GetTimestamp();
        dispatcher.Prefetch.OnClaimSent();
        var claims = await store.ClaimAsync(request, CancellationToken.None);
        var tookTime = time.GetElapsedTime(startedAt);
        dispatcher.Prefetch.OnClaimed(claims, tookTime, isFull: claims.Count >= request.Limit);
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
            var isShort = claims.Count < request.Limit;
            LogStepsClaimed(request.Limit, claims.Count, dispatcher.Room, tookTime.TotalMilliseconds, isShort);
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
