using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Sdk.Testing.Harness;

/// <summary>All that a test says of a step.</summary>
internal sealed record HarnessPlan
{
    public object Arguments { get; init; } = new ArgumentText("{}");

    public object Metadata { get; init; } = new ArgumentText("{}");

    public string StepId { get; init; } = "my-step";

    public string Tenant { get; init; } = "";

    /// <summary>Null for the first of the handler's.</summary>
    public string? TaskType { get; init; }

    public int Attempt { get; init; } = 1;

    /// <summary>Null for what the handler's attribute says.</summary>
    public int? MaxRetries { get; init; }

    public TimeSpan? Timeout { get; init; }

    public TimeSpan? CancelAfter { get; init; }

    public IReadOnlyList<(string Key, string? Value)> Settings { get; init; } = [];

    public IReadOnlyList<Action<IServiceCollection>> Services { get; init; } = [];

    public bool HasSetup { get; init; } = true;

    /// <summary>Null for a clock that jumps.</summary>
    public TimeProvider? Time { get; init; }
}

/// <summary>JSON that a test wrote itself.</summary>
internal sealed record ArgumentText(string Json);
