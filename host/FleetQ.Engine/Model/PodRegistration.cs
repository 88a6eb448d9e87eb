namespace FleetQ.Engine.Model;

/// <summary>What a pod says of itself when it registers.</summary>
public sealed record PodRegistration
{
    /// <summary>Its name and new incarnation.</summary>
    public required PodIdentity Identity { get; init; }

    /// <summary>The most steps that it runs at once.</summary>
    public required int CapacityMax { get; init; }

    /// <summary>The version of its host.</summary>
    public required string Version { get; init; }

    /// <summary>The machine that it runs on.</summary>
    public required string HostName { get; init; }

    /// <summary>The task types that it has handlers for.</summary>
    public required IReadOnlyList<TaskType> TaskTypes { get; init; }

    /// <summary>A JSON array that tells of each of its plugins.</summary>
    public required string Plugins { get; init; }

    /// <summary>
    /// False when the process that held the claims of the earlier incarnation lives on: it was only cut off from the
    /// store, so none of its steps is suspected of having ended it (<see cref="Step.Losses"/>).
    /// </summary>
    public bool IsNewProcess { get; init; } = true;
}
