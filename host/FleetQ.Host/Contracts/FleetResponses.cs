namespace FleetQ.Host.Contracts;

/// <summary>How much there is to do, and who does it.</summary>
internal sealed record QueueResponse
{
    public required long PendingSteps { get; init; }

    public required long ClaimedSteps { get; init; }

    public required long CompletedSteps { get; init; }

    public required long FailedSteps { get; init; }

    public required int ActivePods { get; init; }

    public string? CurrentLeader { get; init; }

    /// <summary>Pending steps by priority.</summary>
    public required IReadOnlyDictionary<string, long> QueueDepthByPriority { get; init; }

    /// <summary>Steps that have not ended, by task type.</summary>
    public required IReadOnlyDictionary<string, long> StepsByType { get; init; }

    /// <summary>How many steps each live pod runs, and may run.</summary>
    public required IReadOnlyDictionary<string, PodCapacity> PodCapacity { get; init; }

    public required long Blocked { get; init; }

    public required long Scheduled { get; init; }

    public required long Pending { get; init; }

    public required long Claimed { get; init; }

    public required long Completed { get; init; }

    public required long Failed { get; init; }

    public required long Cancelled { get; init; }

    public required long Expired { get; init; }
}

/// <summary>How many steps a pod runs, and may run.</summary>
internal sealed record PodCapacity(int Current, int Max);

/// <summary>Who leads, and who could.</summary>
internal sealed record LeaderResponse
{
    public string? CurrentLeader { get; init; }

    public DateTimeOffset? LeaderBirthTs { get; init; }

    public required int ActivePods { get; init; }

    /// <summary>When this was read.</summary>
    public required DateTimeOffset LastElectionCheck { get; init; }

    public required ElectionDetails ElectionDetails { get; init; }

    public string? LeaderPodId { get; init; }

    public required string ThisPodId { get; init; }

    public required bool IsLeader { get; init; }

    public required int TotalAlivePods { get; init; }

    public required IReadOnlyList<string> AlivePods { get; init; }
}

/// <summary>The live pods, oldest first: the first of them leads.</summary>
internal sealed record ElectionDetails(IReadOnlyList<EligiblePod> EligiblePods);

/// <summary>A pod that could lead.</summary>
internal sealed record EligiblePod(string PodId, DateTimeOffset BirthTs, DateTimeOffset LastHeartbeatTs, bool IsLeader);

/// <summary>All pods whose rows are kept.</summary>
internal sealed record PodsResponse(IReadOnlyList<PodResponse> Pods, int Count);

/// <summary>One pod.</summary>
internal sealed record PodResponse
{
    public required string PodId { get; init; }

    public required string Incarnation { get; init; }

    /// <summary>active, draining, left or evicted.</summary>
    public required string State { get; init; }

    public required bool IsAlive { get; init; }

    public required bool IsLeader { get; init; }

    public required DateTimeOffset BirthTs { get; init; }

    public required DateTimeOffset LastHeartbeatTs { get; init; }

    public required double HeartbeatAgeSeconds { get; init; }

    public required int CurrentCapacity { get; init; }

    public required int MaxCapacity { get; init; }

    public required string Version { get; init; }

    public required string HostName { get; init; }

    public required IReadOnlyList<string> TaskTypes { get; init; }
}

/// <summary>The plugins of each pod.</summary>
/// <param name="PodId">The pod that answers.</param>
/// <param name="Plugins">Its plugins: folder, version, SHA-256, task types, state and error of each.</param>
/// <param name="Pods">The plugins of every live pod, by its name.</param>
internal sealed record PluginsResponse(string PodId, RawJson Plugins, IReadOnlyDictionary<string, RawJson> Pods);

/// <summary>A plugin that was loaded anew.</summary>
/// <param name="PodId">The pod that answers.</param>
/// <param name="Status">reloaded; returned when it stays loaded, and its quarantine is over.</param>
/// <param name="Plugin">The plugin as <c>/admin/plugins</c> shows it.</param>
internal sealed record PluginReloadResponse(string PodId, string Status, RawJson Plugin);
