using FleetQ.Engine.Model;
using FleetQ.Engine.Model.Schemas;

namespace FleetQ.Engine.Dispatching;

/// <summary>Where steps of a task type go, and what their handler says of them.</summary>
public sealed record HandlerRoute
{
    /// <summary>The task type.</summary>
    public required TaskType TaskType { get; init; }

    /// <summary>The plugin that serves it now.</summary>
    public required PluginIdentity Plugin { get; init; }

    /// <summary>Runs one attempt in the plugin.</summary>
    public required IStepRunner Runner { get; init; }

    /// <summary>
    /// How many failed attempts are repeated where a submit says nothing; null leaves it to the host's settings.
    /// </summary>
    public int? MaxRetries { get; init; }

    /// <summary>The longest attempt where a submit says nothing; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many steps of this type the pod runs at once; null for the pod's capacity.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The task type that this is an earlier name of; null for a name of its own.</summary>
    public TaskType? AliasOf { get; init; }

    /// <summary>What its arguments must look like; null when its plugin does not tell.</summary>
    public ArgumentSchema? Schema { get; init; }

    /// <summary>Whether every submit is checked against <see cref="Schema"/>, asked for or not.</summary>
    public bool ChecksEverySubmit { get; init; }
}
