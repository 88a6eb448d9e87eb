using BenchmarkDotNet.Attributes;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Benchmarks.Memory;

/// <summary>From a claim in hand to its outcome taken by the store: what the engine itself costs a step.</summary>
[MemoryDiagnoser]
public class DispatchPath : IDisposable
{
    private const int Steps = 1_000;

    private readonly CancellationTokenSource stopping = new();
    private readonly FleetMetrics metrics = new(TimeProvider.System);
    private readonly RecordingStore store = new();
    private Dispatcher dispatcher = null!;
    private Completer completer = null!;
    private IReadOnlyList<Claim> claims = [];
    private Task writing = Task.CompletedTask;
    private long epoch;

    /// <summary>Makes a dispatcher whose store takes all outcomes at once.</summary>
    [GlobalSetup]
    public void Start()
    {
        var time = TimeProvider.System;
        var loops = new LoopWatch(TimeSpan.FromSeconds(10), time);
        var random = new Random(1);
        completer = new Completer(store, loops, metrics, time, random, NullLogger<Completer>.Instance);
        var outcomes = new CompletionOptions();
        var dispatching = new DispatchingOptions { MaxParallelism = Steps, CapacityThreshold = 1 };
        var progress = new ProgressWriter(store, outcomes, loops, time, NullLogger<ProgressWriter>.Instance);
        dispatcher = new Dispatcher(
            new FakeRoutes().AddEcho(),
            new CapacityLimiter(dispatching),
            completer,
            progress,
            dispatching,
            outcomes,
            metrics,
            time,
            random,
            NullLoggerFactory.Instance);
        writing = completer.RunAsync(stopping.Token);
    }

    /// <summary>Claims of their own for each invocation, outside what is measured.</summary>
    [IterationSetup]
    public void MakeClaims()
    {
        epoch++;
        var pod = Factory.Identity();
        claims = [.. Enumerable.Range(0, Steps).Select(_ => Factory.Claim(pod, Factory.Step(), epoch))];
    }

    /// <summary>One invocation is a thousand steps.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public Task DispatchAsync()
    {
        var all = store.Expect(Steps);
        dispatcher.Start(claims);
        return all;
    }

    /// <summary>Ends the writer.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the writer. BenchmarkDotNet derives from this class, so it cannot be sealed.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            completer.Complete();
            writing.Wait();
            dispatcher.Dispose();
            stopping.Dispose();
            metrics.Dispose();
        }
    }
}
