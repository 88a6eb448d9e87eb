using FleetQ.Engine.Model;

namespace FleetQ.Engine.Recovery;

/// <summary>Counts what one cycle does.</summary>
internal sealed class RecoveryTally
{
    private readonly SortedSet<PodId> deadPods = [];
    private readonly List<StepId> returnedSteps = [];
    private readonly List<StepId> failedSteps = [];
    private int orphans;
    private int returned;
    private int failed;

    public void AddDeadPod(PodId pod) => deadPods.Add(pod);

    public void AddOrphan(Orphan orphan)
    {
        orphans++;
        deadPods.Add(orphan.Pod);
    }

    /// <summary>How many steps became pending.</summary>
    public int Returned => returned;

    public void AddEnd(StepId stepId, bool isReturned)
    {
        returned += isReturned ? 1 : 0;
        failed += isReturned ? 0 : 1;
        var list = isReturned ? returnedSteps : failedSteps;
        if (list.Count < RecoveryReport.ListedMax)
        {
            list.Add(stepId);
        }
    }

    public RecoveryReport ToReport(string cycleId, TimeSpan duration) => new()
    {
        CycleId = cycleId,
        DeadPods = [.. deadPods],
        Orphans = orphans,
        Returned = returned,
        Failed = failed,
        ReturnedSteps = returnedSteps,
        FailedSteps = failedSteps,
        Duration = duration,
    };
}
