using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

/// <summary>
/// The life of a pod: it registers, runs the loops of all stages, fences itself when it must, drains and leaves.
/// </summary>
public sealed partial class PodRuntime : IBeatListener, IAsyncDisposable
{
    // A pod compares its claims with the store every so many beats, and whenever its row asks for attention.
    private const int BeatsPerReconcile = 4;

    private readonly PodParts parts;
    private readonly MembershipOptions options;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger<PodRuntime> logger;
    private readonly Beater beater;
    private readonly Reconciler reconciler;
    private readonly CancellationTokenSource stopClaiming = new();
    private readonly CancellationTokenSource stopServing = new();
    private readonly CancellationTokenSource stopBeating = new();
    private readonly CancellationTokenSource abortWrites;
    private readonly CancellationTokenSource cutShort = new();
    private readonly SemaphoreSlim registering = new(1);
    private readonly Lazy<Task> draining;
    private readonly Lazy<Task> leaving;
    private readonly List<Task> serving = [];
    private IDisposable? changes;
    private Task claiming = Task.CompletedTask;
    private Task completing = Task.CompletedTask;
    private Task submitting = Task.CompletedTask;
    private Task beating = Task.CompletedTask;
    private volatile PodIdentity? identity;
    private volatile PodPhase phase;
    private bool hasRegistered;
    private long lastAttention;
    private int beatsSinceReconcile;

    internal PodRuntime(
        PodParts parts,
        MembershipOptions options,
        LoopWatch loops,
        IPacer pacer,
        FleetMetrics metrics,
        TimeProvider time,
        Random random,
        ILoggerFactory loggers)
    {
        this.parts = parts;
        this.options = options;
        this.time = time;
        this.random = random;
        logger = loggers.CreateLogger<PodRuntime>();
        abortWrites = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        draining = new Lazy<Task>(DrainOnceAsync);
        leaving = new Lazy<Task>(LeaveOnceAsync);
        reconciler = new Reconciler(
            parts.Pods,
            parts.Dispatcher,
            parts.Completer,
            options,
            loops,
            metrics,
            time,
            loggers.CreateLogger<Reconciler>());
        beater = new Beater(
            parts.Pods, this, options, loops, pacer, metrics, time, random, loggers.CreateLogger<Beater>());
        parts.Submitter.Submitted = parts.Claimer.Wake;
        parts.Completer.Recorded = OnRecorded;
    }

    /// <summary>The present incarnation; null before the pod registered and while it is fenced.</summary>
    public PodIdentity? Identity => identity;

    /// <summary>Where the pod is in its life.</summary>
    public PodPhase Phase => phase;

    /// <summary>When the pod started, by its own clock; null before.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    int IBeatListener.Running => parts.Limiter.Running;

    /// <summary>Registers the pod and starts its loops. Once only.</summary>
    /// <exception cref="StoreUnavailableException">The pod could not register.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StartedAt = time.GetUtcNow();
        completing = parts.Completer.RunAsync(abortWrites.Token);
        submitting = parts.Submitter.RunAsync(abortWrites.Token);
        await RegisterAsync(cancellationToken);
        changes = parts.Changes.Subscribe(OnStoreChanged);
        serving.Add(parts.Progress.RunAsync(stopServing.Token));
        serving.Add(parts.StepWatch.RunAsync(stopServing.Token));
        serving.Add(reconciler.RunAsync(stopServing.Token));
        serving.Add(parts.RecoveryLoop.RunAsync(stopClaiming.Token));
        claiming = parts.Claimer.RunAsync(stopClaiming.Token);
        beating = beater.RunAsync(stopBeating.Token);
    }

    /// <summary>
    /// Says what the pod serves after its plugins changed: it looks for steps of the new task types at once, and its
    /// row names them.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The row tells what it told; to be repeated.</exception>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        parts.Claimer.Wake();
        await registering.WaitAsync(cancellationToken);
        try
        {
            // A pod without an identity tells all when it registers next.
            if (identity is { } pod && Phase is PodPhase.Active)
            {
                await parts.Pods.RegisterAsync(Describe(pod), cancellationToken);
            }
        }
        finally
        {
            registering.Release();
        }
    }

    /// <summary>
    /// Claims no more, and finishes or gives back what the pod holds. The pod still beats, submits and answers readers.
    /// Whoever calls while another does waits for the same end.
    /// </summary>
    /// <param name="cancellationToken">Cuts short how long handlers may go on.</param>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await using var registration = CutShortBy(cancellationToken);
        await draining.Value;
    }

    /// <summary>
    /// Leaves: ends all loops. Drains first when that was not done. Whoever calls while another does waits for the same
    /// end.
    /// </summary>
    /// <param name="cancellationToken">Cuts short how long handlers may go on.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = CutShortBy(cancellationToken);
        await leaving.Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (StartedAt is not null)
        {
            await StopAsync(new CancellationToken(canceled: true));
        }

        changes?.Dispose();
        stopClaiming.Dispose();
        stopServing.Dispose();
        stopBeating.Dispose();
        cutShort.Dispose();
        registering.Dispose();
        abortWrites.Dispose();
    }

    void IBeatListener.OnBeat(PodIdentity pod, Beat beat)
    {
        parts.FleetView.Update(beat);
        parts.SilenceWatch.Observe(beat.Pods);
        beatsSinceReconcile++;
        if (beat.Attention != lastAttention || beatsSinceReconcile >= BeatsPerReconcile)
        {
            lastAttention = beat.Attention;
            beatsSinceReconcile = 0;
            reconciler.Request(pod);
        }
    }

    void IBeatListener.OnTrustLost(PodIdentity pod) => LetGo();

    Task IBeatListener.RegisterAsync(CancellationToken cancellationToken) =>
        Phase is PodPhase.Draining or PodPhase.Left ? Task.CompletedTask : RegisterAsync(cancellationToken);

    private CancellationTokenRegistration CutShortBy(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static cut => Cancel((CancellationTokenSource)cut!), cutShort);

    private async Task DrainOnceAsync()
    {
        phase = PodPhase.Draining;
        LogPodDraining(options.PodId, parts.Limiter.Running, options.ShutdownTimeout.TotalSeconds);
        parts.RecoveryLoop.Pause();
        Cancel(stopClaiming);
        await claiming;
        parts.Claimer.Pause();
        await TellAsync(static (store, pod, token) => store.DrainAsync(pod, token));
        var left = await parts.Dispatcher.DrainAsync(options.ShutdownTimeout, cutShort.Token);
        if (left > 0)
        {
            LogDrainIncomplete(left);
        }
    }

    private async Task LeaveOnceAsync()
    {
        await draining.Value;
        parts.Submitter.Complete();
        parts.Completer.Complete();
        abortWrites.CancelAfter(options.ShutdownTimeout);
        await EndAsync(submitting, completing);
        changes?.Dispose();
        Cancel(stopServing);
        await EndAsync([.. serving]);
        Cancel(stopBeating);
        await beating;
        await TellAsync(static (store, pod, token) => store.LeaveAsync(pod, token));
        phase = PodPhase.Left;
        LogPodLeft(options.PodId);
    }

    // One registration at a time: the row of a new incarnation must not be written over by what the old one told.
    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await registering.WaitAsync(cancellationToken);
        try
        {
            await RegisterNewAsync(cancellationToken);
        }
        finally
        {
            registering.Release();
        }
    }

    private PodRegistration Describe(PodIdentity pod) => new()
    {
        Identity = pod,
        CapacityMax = parts.Limiter.Capacity,
        Version = options.Version,
        HostName = options.HostName,
        TaskTypes = [.. parts.Routes.Routes.Select(static route => route.TaskType)],
        Plugins = parts.DescribePlugins(),
        IsNewProcess = !hasRegistered,
    };

    private async Task RegisterNewAsync(CancellationToken cancellationToken)
    {
        var pod = PodIdentity.New(options.PodId, time, random);
        var registration = Describe(pod);
        var returned = await parts.Pods.RegisterAsync(registration, cancellationToken);
        LogPodRegistered(pod.PodId, pod.Incarnation, registration.CapacityMax, registration.TaskTypes.Count, returned);
        hasRegistered = true;
        lastAttention = 0;
        identity = pod;
        if (!TryActivate())
        {
            // It was told to go while the store was away: the row says so, and nothing is claimed.
            await TellAsync(static (store, self, token) => store.DrainAsync(self, token));
            return;
        }

        parts.Claimer.Resume(pod);
        parts.RecoveryLoop.Resume(pod);
        if (identity != pod)
        {
            // The new incarnation lost its trust before it had begun.
            LetGo();
        }
    }

    // Others may take the pod's steps soon, or have taken them: let go of everything, in the order in which it could do
    // harm.
    private void LetGo()
    {
        parts.Claimer.Pause();
        parts.RecoveryLoop.Pause();
        identity = null;
        Interlocked.CompareExchange(ref phase, PodPhase.Fenced, PodPhase.Active);
        parts.Dispatcher.LoseAll();
    }

    private bool TryActivate()
    {
        var seen = Phase;
        return seen is not (PodPhase.Draining or PodPhase.Left)
            && Interlocked.CompareExchange(ref phase, PodPhase.Active, seen) == seen;
    }

    // A store need not tell a pod of its own writes: the claimer looks when the step is due again.
    private void OnRecorded(Outcome outcome)
    {
        parts.StepWatch.OnRecorded(outcome);
        if (!outcome.Status.IsEnded())
        {
            parts.Claimer.Wake();
        }
    }

    private void OnStoreChanged(StoreChange change)
    {
        if (change.HasFlag(StoreChange.StepsReady))
        {
            parts.Claimer.Wake();
        }

        if (change.HasFlag(StoreChange.StepsEnded))
        {
            parts.StepWatch.Wake();
        }
    }

    private async Task TellAsync(Func<IPodStore, PodIdentity, CancellationToken, Task<bool>> tell)
    {
        if (identity is not { } pod)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(options.HeartbeatInterval, time);
            await tell(parts.Pods, pod, patience.Token);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            // The pod goes all the same: recovery finds it silent, and returns what it held.
            LogFarewellFailed(failure, pod.PodId);
        }
    }

    // At once, and not over the thread pool: only the pod's own loops hear of it, and none of them blocks.
    private static void Cancel(CancellationTokenSource loops) => loops.Cancel();

    private static async Task EndAsync(params Task[] loops)
    {
        foreach (var loop in loops)
        {
            await loop.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
