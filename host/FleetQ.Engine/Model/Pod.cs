namespace FleetQ.Engine.Model;

/// <summary>A pod's row as it was read. All times and ages are the store's.</summary>
public sealed record Pod
{
    /// <summary>Its name and incarnation.</summary>
    public required PodIdentity Identity { get; init; }

    /// <summary>What it does.</summary>
    public required PodState State { get; init; }

    /// <summary>When this incarnation registered; the earliest leads.</summary>
    public required DateTimeOffset BirthAt { get; init; }

    /// <summary>Counts its beats.</summary>
    public required long Beat { get; init; }

    /// <summary>When it last beat.</summary>
    public required DateTimeOffset BeatAt { get; init; }

    /// <summary>How long ago that was, when the row was read.</summary>
    public required TimeSpan BeatAge { get; init; }

    /// <summary>The most steps that it runs at once.</summary>
    public required int CapacityMax { get; init; }

    /// <summary>How many it runs now.</summary>
    public required int Running { get; init; }

    /// <summary>The version of its host.</summary>
    public required string Version { get; init; }

    /// <summary>The machine that it runs on.</summary>
    public required string HostName { get; init; }

    /// <summary>The task types that it has handlers for.</summary>
    public required IReadOnlyList<string> TaskTypes { get; init; }

    /// <summary>A JSON array that tells of each of its plugins, for readers.</summary>
    public required string Plugins { get; init; }
}
