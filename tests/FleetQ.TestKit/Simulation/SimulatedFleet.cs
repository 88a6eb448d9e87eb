using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.TestKit.MemoryStore;

namespace FleetQ.TestKit.Simulation;

/// <summary>Pods on one reference store, in one simulation, with short timings.</summary>
public sealed class SimulatedFleet(FleetSimulation simulation, int seed = 1) : IAsyncDisposable
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Threshold = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan RecoveryInterval = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan ClaimInterval = TimeSpan.FromSeconds(30);

    private readonly List<SimulatedPod> pods = [];
    private readonly Random chance = new(seed);

    /// <summary>The store's clock, apart from those of the pods.</summary>
    public SkewedTime StoreClock { get; } = new(simulation.Time);

    /// <summary>The store, as the test sees it: without a pod's faults.</summary>
    public MemoryStoreState Store => field ??= new(StoreClock);

    public IReadOnlyList<SimulatedPod> Pods => pods;

    /// <summary>Makes a pod; its handlers are added before it starts.</summary>
    public SimulatedPod Add(string name = "pod-a", Func<EngineOptions, EngineOptions>? change = null)
    {
        var options = MakeOptions(name);
        var pod = new SimulatedPod(
            change is null ? options : change(options), Store.OpenAgain(), simulation, new Random(chance.Next()));
        pods.Add(pod);
        return pod;
    }

    /// <summary>Makes a pod whose echo steps complete at once, and starts it.</summary>
    public async Task<SimulatedPod> StartAsync(string name = "pod-a", Func<EngineOptions, EngineOptions>? change = null)
    {
        var pod = Add(name, change);
        pod.Routes.AddEcho();
        await pod.StartAsync();
        return pod;
    }

    public async Task SubmitAsync(params NewStep[] steps) =>
        await Store.SubmitAsync(steps, CancellationToken.None);

    public async Task<Step> GetAsync(NewStep step) =>
        await Store.FindStepAsync(step.StepId, CancellationToken.None)
        ?? throw new InvalidOperationException($"There is no step {step.StepId}.");

    /// <summary>Reads a step's status at this moment.</summary>
    public StepStatus StatusOf(NewStep step) => Store.Peek(step.StepId).Status;

    /// <summary>Waits until steps are in a status.</summary>
    /// <returns>How much time passed.</returns>
    public Task<TimeSpan> UntilAsync(StepStatus status, params NewStep[] steps) =>
        simulation.UntilAsync(() => steps.All(step => StatusOf(step) == status), $"all {status}");

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in pods)
        {
            await pod.DisposeAsync();
        }
    }

    private static EngineOptions MakeOptions(string name) => new()
    {
        Membership = new()
        {
            PodId = new PodId(name),
            Version = "1.2.3",
            HostName = "machine",
            HeartbeatInterval = Beat,
            DeadPodThreshold = Threshold,
            ShutdownTimeout = TimeSpan.FromSeconds(20),
        },
        Recovery = new() { Interval = RecoveryInterval, DeadPodThreshold = Threshold, HeartbeatInterval = Beat },
        Claiming = new() { Interval = ClaimInterval },
        Dispatching = new() { MaxParallelism = 5, CancelGrace = TimeSpan.FromSeconds(2) },
    };
}
