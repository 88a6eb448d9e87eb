namespace FleetQ.Engine.Model;

/// <summary>Which moves a step can make. The picture in docs/lifecycle.md is tested against this table.</summary>
public static class StepTransitions
{
    /// <summary>Tells whether a step can go from one status to another.</summary>
    public static bool Exists(StepStatus from, StepStatus to) => (from, to) switch
    {
        (StepStatus.Blocked, StepStatus.Pending) => true,       // all that it depends on has completed
        (StepStatus.Blocked, StepStatus.Scheduled) => true,     // the same, and it is not due yet
        (StepStatus.Blocked, StepStatus.Cancelled) => true,     // an operator, or a step that it depends on ended badly
        (StepStatus.Blocked, StepStatus.Expired) => true,       // not started in time
        (StepStatus.Scheduled, StepStatus.Pending) => true,     // due
        (StepStatus.Scheduled, StepStatus.Cancelled) => true,   // an operator
        (StepStatus.Scheduled, StepStatus.Expired) => true,     // not started in time
        (StepStatus.Pending, StepStatus.Claimed) => true,       // a pod claimed it
        (StepStatus.Pending, StepStatus.Scheduled) => true,     // an operator moved its earliest start
        (StepStatus.Pending, StepStatus.Cancelled) => true,     // an operator
        (StepStatus.Pending, StepStatus.Expired) => true,       // not started in time
        (StepStatus.Claimed, StepStatus.Completed) => true,     // the attempt completed
        (StepStatus.Claimed, StepStatus.Scheduled) => true,     // the attempt failed with retries left, or was snoozed
        (StepStatus.Claimed, StepStatus.Pending) => true,       // released, or returned from a dead pod
        (StepStatus.Claimed, StepStatus.Failed) => true,        // no retry left, or failed for good
        (StepStatus.Claimed, StepStatus.Cancelled) => true,     // an operator
        (StepStatus.Failed, StepStatus.Pending) => true,        // an operator's retry
        (StepStatus.Cancelled, StepStatus.Pending) => true,     // an operator's retry
        (StepStatus.Expired, StepStatus.Pending) => true,       // an operator's retry
        _ => false,
    };
}
