using System.Collections.Concurrent;
using System.Globalization;
using FleetQ.Engine.Model;
using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Attempts that were settled without their handlers, which ignore their cancelled token and keep their places until
/// they return. Thread-safe.
/// </summary>
public sealed partial class AbandonedAttempts
{
    private readonly ConcurrentDictionary<ClaimKey, string> plugins = new();
    private readonly TimeSpan grace;
    private readonly FleetMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    internal AbandonedAttempts(TimeSpan grace, FleetMetrics metrics, TimeProvider time, ILogger logger)
    {
        this.grace = grace;
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>How many there are.</summary>
    public int Count => plugins.Count;

    /// <summary>How many of them a plugin has.</summary>
    public int CountOf(string plugin) => plugins.Values.Count(other => other == plugin);

    /// <summary>Takes an attempt whose handler was given up.</summary>
    internal void Add(RunningStep step, HandlerRoute route)
    {
        var claim = step.Claim;
        metrics.Abandoned.Add(1);
        plugins[claim.Key] = route.Plugin.Name;
        LogHandlerIgnoresCancellation(
            claim.Key.StepId,
            claim.TaskType,
            route.Plugin.Name,
            route.Plugin.Version,
            grace.TotalSeconds,
            SecondsOf(step),
            step.Attempt?.HeldThread is { } thread
                ? string.Create(CultureInfo.InvariantCulture, $"has held managed thread {thread} since it was entered")
                : "has awaited something since it was entered, or runs in a process of its own");
        if (step.HasReturned)
        {
            // At this very moment: whoever comes second takes it out.
            Remove(step);
        }
    }

    /// <summary>Notes that a handler has returned, whether it was given up or not.</summary>
    internal void Remove(RunningStep step)
    {
        if (plugins.TryRemove(step.Claim.Key, out _))
        {
            LogAbandonedReturned(step.Claim.Key.StepId, step.Claim.TaskType, SecondsOf(step));
        }
    }

    private double SecondsOf(RunningStep step) => Math.Round(time.GetElapsedTime(step.ClaimedAt).TotalSeconds, 3);
}
