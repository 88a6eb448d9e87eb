namespace FleetQ.Engine.Model;

/// <summary>Where a step is in its life. The names, in lower case, are the words of the store and of HTTP.</summary>
public enum StepStatus
{
    /// <summary>Waits for steps that it depends on.</summary>
    Blocked,

    /// <summary>Waits for its time.</summary>
    Scheduled,

    /// <summary>Ready to be claimed.</summary>
    Pending,

    /// <summary>A pod holds it.</summary>
    Claimed,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended badly: a dead letter.</summary>
    Failed,

    /// <summary>Ended by an operator.</summary>
    Cancelled,

    /// <summary>Ended because it was not started in time.</summary>
    Expired,
}
