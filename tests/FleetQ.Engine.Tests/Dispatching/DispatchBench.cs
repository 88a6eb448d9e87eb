using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.MemoryStore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Dispatching;

/// <summary>A dispatcher with its completer on the reference store; the test claims by hand.</summary>
internal sealed class DispatchBench : IAsyncDisposable
{
    public static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stopping = new();
    private readonly Completer completer;
    private readonly Task writing;
    private readonly Task progressing;

    public DispatchBench(DispatchingOptions? options = null, CompletionOptions? completion = null)
    {
        Store = new MemoryStoreState(Clock);
        Metrics = new FleetMetrics(Clock);
        var loops = new LoopWatch(TimeSpan.FromSeconds(10), Clock);
        var random = new Random(1);
        completer = new Completer(Store, loops, Metrics, Clock, random, NullLogger<Completer>.Instance);
        var outcomes = completion ?? new CompletionOptions();
        var progress = new ProgressWriter(Store, outcomes, loops, Clock, NullLogger<ProgressWriter>.Instance);
        var dispatching = options ?? new DispatchingOptions();
        Limiter = new CapacityLimiter(dispatching);
        Dispatcher = new Dispatcher(
            Routes,
            Limiter,
            completer,
            progress,
            dispatching,
            outcomes,
            Metrics,
            Clock,
            random,
            NullLoggerFactory.Instance);
        writing = completer.RunAsync(CancellationToken.None);
        progressing = progress.RunAsync(stopping.Token);
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new();

    public MemoryStoreState Store { get; }

    public FakeRoutes Routes { get; } = new();

    public FleetMetrics Metrics { get; }

    public CapacityLimiter Limiter { get; }

    public Dispatcher Dispatcher { get; }

    public PodIdentity Pod { get; } = Factory.Identity();

    /// <summary>Submits a step, claims it and starts it.</summary>
    public async Task<Claim> StartAsync(NewStep step)
    {
        await Store.RegisterAsync(Factory.Registration(Pod), Stop);
        await Store.SubmitAsync([step], Stop);
        return await StartNextAsync(step.TaskType.Value);
    }

    /// <summary>Claims the next step that is ready and starts it.</summary>
    public async Task<Claim> StartNextAsync(string taskType = "echo")
    {
        var claim = Assert.Single(await Store.ClaimAsync(Factory.ClaimRequest(Pod, 1, taskType), Stop));
        Dispatcher.Start(claim);
        return claim;
    }

    public async Task<Step> GetAsync(StepId stepId) =>
        await Store.FindStepAsync(stepId, Stop) ?? throw new InvalidOperationException($"There is no step {stepId}.");

    /// <summary>Waits until nothing is in the dispatcher's hands.</summary>
    public Task SettledAsync() =>
        Eventually.TrueAsync(() => Dispatcher.Held.Count == 0);

    /// <summary>Waits until all places are free, which follows a moment after nothing is held.</summary>
    public Task FreeAsync() => Eventually.TrueAsync(() => Limiter.Running == 0);

    /// <summary>Turns the clock until a condition holds.</summary>
    public Task<TimeSpan> TurnUntilAsync(Func<bool> condition) =>
        Clock.TurnUntilAsync(condition, Turn, TimeSpan.FromMinutes(2), Stop);

    public async ValueTask DisposeAsync()
    {
        Store.FaultOf = null;
        completer.Complete();
        await writing;
        await stopping.CancelAsync();
        await progressing;
        stopping.Dispose();
        Metrics.Dispose();
    }
}
