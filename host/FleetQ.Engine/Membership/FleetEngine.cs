using FleetQ.Engine.Claiming;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Leadership;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Operating;
using FleetQ.Engine.Reading;
using FleetQ.Engine.Recovery;
using FleetQ.Engine.Submission;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

/// <summary>Composes the stages of one pod. Only that: what happens stands in the stages.</summary>
public sealed class FleetEngine : IAsyncDisposable
{
    private readonly Dispatcher dispatcher;

    /// <summary>Makes a pod's stages; nothing runs before <see cref="PodRuntime.StartAsync"/>.</summary>
    /// <param name="options">The options of all stages.</param>
    /// <param name="stores">The ports of one store.</param>
    /// <param name="routes">The handlers that are loaded.</param>
    /// <param name="describePlugins">Gives a JSON array that tells of each plugin, for the pod's row.</param>
    /// <param name="pacer">The rhythm of the beat.</param>
    /// <param name="time">The pod's clock; it decides nothing about others.</param>
    /// <param name="random">The source of chance; it is only used under a lock on itself.</param>
    /// <param name="loggers">Where the stages log.</param>
    public FleetEngine(
        EngineOptions options,
        EngineStores stores,
        IHandlerRoutes routes,
        Func<string> describePlugins,
        IPacer pacer,
        TimeProvider time,
        Random random,
        ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stores);
        Metrics = new FleetMetrics(time);
        Loops = new LoopWatch(options.Membership.DeadPodThreshold, time);
        Limiter = new CapacityLimiter(options.Dispatching);
        FleetView = new FleetView(options.Membership.DeadPodThreshold, time, loggers.CreateLogger<FleetView>());
        Submitter = new Submitter(
            stores.Submission, options.Submission, Loops, Metrics, loggers.CreateLogger<Submitter>());
        StepWatch = new StepWatch(stores.Reading, options.Reading, Loops, time, loggers.CreateLogger<StepWatch>());
        StepOperator = new StepOperator(stores.Operating, loggers.CreateLogger<StepOperator>());
        var silence = new SilenceWatch(options.Recovery, time);
        Recovery = new RecoveryRunner(
            stores.Recovery, stores.Claims, stores.Journal, silence, options.Recovery, Metrics, time, random,
            loggers.CreateLogger<RecoveryRunner>());
        var completer = new Completer(
            stores.Completion, Loops, Metrics, time, random, loggers.CreateLogger<Completer>());
        var progress = new ProgressWriter(
            stores.Completion, options.Completion, Loops, time, loggers.CreateLogger<ProgressWriter>());
        dispatcher = new Dispatcher(
            routes, Limiter, completer, progress, options.Dispatching, options.Completion, Metrics, time, random,
            loggers);
        var claimer = new Claimer(
            stores.Claims, routes, Limiter, dispatcher, options.Claiming, Loops, Metrics, time, random,
            loggers.CreateLogger<Claimer>());
        StepOperator.ClaimEnded = key => dispatcher.Lose(key);
        StepOperator.StepReadied = claimer.Wake;
        Recovery.StepsReadied = claimer.Wake;
        var parts = new PodParts
        {
            Pods = stores.Pods,
            Changes = stores.Changes,
            Routes = routes,
            DescribePlugins = describePlugins,
            Limiter = Limiter,
            Submitter = Submitter,
            Claimer = claimer,
            Dispatcher = dispatcher,
            Completer = completer,
            Progress = progress,
            RecoveryLoop = new RecoveryLoop(
                Recovery, FleetView, options.Recovery, Loops, time, random, loggers.CreateLogger<RecoveryLoop>()),
            SilenceWatch = silence,
            FleetView = FleetView,
            StepWatch = StepWatch,
        };
        Pod = new PodRuntime(parts, options.Membership, Loops, pacer, Metrics, time, random, loggers);
    }

    /// <summary>The pod's life: start, drain, stop.</summary>
    public PodRuntime Pod { get; }

    /// <summary>Takes new steps.</summary>
    public Submitter Submitter { get; }

    /// <summary>Lets readers wait for a step.</summary>
    public StepWatch StepWatch { get; }

    /// <summary>Does what operators ask for.</summary>
    public StepOperator StepOperator { get; }

    /// <summary>Runs recovery by hand.</summary>
    public RecoveryRunner Recovery { get; }

    /// <summary>Who is in the fleet and who leads.</summary>
    public FleetView FleetView { get; }

    /// <summary>How many steps run and may run.</summary>
    public CapacityLimiter Limiter { get; }

    /// <summary>Attempts that go on although they were settled without their handlers.</summary>
    public AbandonedAttempts Abandoned => dispatcher.Abandoned;

    /// <summary>Whether the loops turn.</summary>
    public LoopWatch Loops { get; }

    /// <summary>What the pod counts.</summary>
    public FleetMetrics Metrics { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Pod.DisposeAsync();
        dispatcher.Dispose();
        Recovery.Dispose();
        Metrics.Dispose();
    }
}
