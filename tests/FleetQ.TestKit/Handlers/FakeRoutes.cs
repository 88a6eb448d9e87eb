using System.Collections.Concurrent;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.TestKit.Handlers;

/// <summary>Handlers as lambdas.</summary>
public sealed class FakeRoutes : IHandlerRoutes
{
    private readonly ConcurrentDictionary<TaskType, HandlerRoute> routes = new();

    public IReadOnlyCollection<HandlerRoute> Routes => [.. routes.Values];

    public HandlerRoute? Find(TaskType taskType) => routes.GetValueOrDefault(taskType);

    /// <summary>Adds or replaces the handler of a task type.</summary>
    public FakeRoutes Add(
        string taskType,
        Func<Attempt, CancellationToken, Task<AttemptResult>> run,
        TimeSpan? timeout = null,
        int? maxConcurrency = null)
    {
        var type = new TaskType(taskType);
        routes[type] = new HandlerRoute
        {
            TaskType = type,
            Plugin = Factory.Plugin,
            Runner = new LambdaRunner(run),
            Timeout = timeout,
            MaxConcurrency = maxConcurrency,
        };
        return this;
    }

    /// <summary>Adds a handler that completes at once.</summary>
    public FakeRoutes AddEcho(string taskType = "echo") =>
        Add(taskType, static (attempt, _) => Task.FromResult(Ends.Completed(attempt.Arguments)));

    /// <summary>Adds a handler that a test lets through.</summary>
    public HandlerGate AddGate(string taskType = "echo", TimeSpan? timeout = null, int? maxConcurrency = null)
    {
        var gate = new HandlerGate();
        Add(taskType, gate.RunAsync, timeout, maxConcurrency);
        return gate;
    }

    public void Remove(string taskType) => routes.TryRemove(new TaskType(taskType), out _);

    private sealed class LambdaRunner(Func<Attempt, CancellationToken, Task<AttemptResult>> run) : IStepRunner
    {
        public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken) =>
            run(attempt, cancellationToken);
    }
}
