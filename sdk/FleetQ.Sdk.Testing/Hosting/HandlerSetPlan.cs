using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing.Hosting;

/// <summary>Which handlers of a test program are set up as one plugin, and with what.</summary>
internal sealed record HandlerSetPlan
{
    /// <summary>Where the handlers are from: its name is the plugin's.</summary>
    public required Assembly Assembly { get; init; }

    public required IReadOnlyList<Type> Handlers { get; init; }

    /// <summary>A task type for the handlers that may be bound to none; null when there is none.</summary>
    public string? TaskType { get; init; }

    /// <summary>False leaves the plugin's own set-up out.</summary>
    public bool HasSetup { get; init; } = true;

    public IReadOnlyList<(string Key, string? Value)> Settings { get; init; } = [];

    /// <summary>Run after the plugin's own set-up.</summary>
    public IReadOnlyList<Action<IServiceCollection>> Services { get; init; } = [];

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }
}
