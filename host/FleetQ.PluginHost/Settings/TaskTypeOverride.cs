using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Settings;

/// <summary>What an operator sets for one task type over its handler's own; null leaves it to the handler.</summary>
internal sealed record TaskTypeOverride(int? MaxRetries, TimeSpan? Timeout, int? MaxConcurrency)
{
    /// <summary>The names of what is set, as reports have them.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. MaxRetries is null ? [] : new[] { "max_retries" },
        .. Timeout is null ? [] : new[] { "timeout_seconds" },
        .. MaxConcurrency is null ? [] : new[] { "max_concurrency" },
    ];

    /// <summary>This, and what another sets where this sets nothing.</summary>
    public TaskTypeOverride Over(TaskTypeOverride other) => new(
        MaxRetries ?? other.MaxRetries, Timeout ?? other.Timeout, MaxConcurrency ?? other.MaxConcurrency);

    /// <summary>A route as it is with this.</summary>
    public HandlerRoute ApplyTo(HandlerRoute route) => route with
    {
        MaxRetries = MaxRetries ?? route.MaxRetries,
        Timeout = Timeout ?? route.Timeout,
        MaxConcurrency = MaxConcurrency ?? route.MaxConcurrency,
    };
}
