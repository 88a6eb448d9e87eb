namespace FleetQ.Client;

/// <summary>How much there is to do, and who does it.</summary>
public sealed record QueueDetails
{
    /// <summary>The pods that live.</summary>
    public int ActivePods { get; init; }

    /// <summary>The leader; null when no pod lives.</summary>
    public string? CurrentLeader { get; init; }

    /// <summary>Pending steps by priority.</summary>
    public IReadOnlyDictionary<string, long> QueueDepthByPriority { get; init; } = new Dictionary<string, long>();

    /// <summary>Steps that have not ended, by task type.</summary>
    public IReadOnlyDictionary<string, long> StepsByType { get; init; } = new Dictionary<string, long>();

    /// <summary>How many steps each live pod runs, and may run.</summary>
    public IReadOnlyDictionary<string, PodCapacity> PodCapacity { get; init; } = new Dictionary<string, PodCapacity>();

    /// <summary>Steps that wait for others.</summary>
    public long Blocked { get; init; }

    /// <summary>Steps that wait for their time.</summary>
    public long Scheduled { get; init; }

    /// <summary>Steps that wait for a pod.</summary>
    public long Pending { get; init; }

    /// <summary>Steps that pods hold.</summary>
    public long Claimed { get; init; }

    /// <summary>Steps that ended well and are still kept.</summary>
    public long Completed { get; init; }

    /// <summary>Steps that failed for good and are still kept.</summary>
    public long Failed { get; init; }

    /// <summary>Steps that were cancelled and are still kept.</summary>
    public long Cancelled { get; init; }

    /// <summary>Steps that expired and are still kept.</summary>
    public long Expired { get; init; }
}

/// <summary>How many steps a pod runs, and may run.</summary>
public sealed record PodCapacity
{
    /// <summary>Now.</summary>
    public int Current { get; init; }

    /// <summary>At most.</summary>
    public int Max { get; init; }
}
