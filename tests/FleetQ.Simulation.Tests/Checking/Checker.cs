using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.Fleet;
using FleetQ.Simulation.Tests.World;

namespace FleetQ.Simulation.Tests.Checking;

/// <summary>
/// Follows every answer that the store gives, at the moment it is given, and knows what it may answer. It knows nothing
/// of tables: any store can be behind it.
/// </summary>
internal sealed class Checker(SimulatedWorld world, TimeSpan threshold)
{
    private readonly Dictionary<StepId, StepHistory> steps = [];
    private readonly Dictionary<PodIdentity, PodHistory> pods = [];

    public SimulationTotals Totals { get; } = new();

    public IReadOnlyDictionary<StepId, StepHistory> Steps => steps;

    /// <summary>A new incarnation puts out all others of its name, and what they held is returned.</summary>
    public void OnRegistered(SimulatedPod pod, PodRegistration registration, int returned)
    {
        if (pods.ContainsKey(registration.Identity))
        {
            return;
        }

        var held = 0;
        foreach (var other in pods.Values.Where(other => other.Identity.PodId == registration.Identity.PodId))
        {
            other.IsReplaced |= !other.IsOut && other.Pod != pod;
            other.IsOut = true;
        }

        foreach (var step in steps.Values.Where(step => step.Open?.Pod.PodId == registration.Identity.PodId))
        {
            held++;
            step.HasEnded = !step.Open!.HasRetriesLeft;
            step.Open = null;
        }

        pods[registration.Identity] = new PodHistory(registration.Identity, pod);
        Expect(
            held == returned, $"{registration.Identity} returned {returned} steps of its forebears, who held {held}");
    }

    public void OnClaimed(ClaimRequest request, IReadOnlyList<Claim> claims)
    {
        Expect(claims.Count <= request.Limit, $"{request.Pod} got {claims.Count} steps and asked for {request.Limit}");
        foreach (var claim in claims)
        {
            var step = Of(claim.Key.StepId);
            Expect(!pods[request.Pod].IsOut, $"{request.Pod} is out of the fleet and claimed {claim.Key}");
            Expect(!step.HasEnded, $"{claim.Key} was claimed after its end");
            Expect(step.Open is null, $"{claim.Key} was claimed by {request.Pod} and is held by {step.Open?.Pod}");
            Expect(claim.Key.Epoch > step.LastEpoch, $"{claim.Key} is not later than epoch {step.LastEpoch}");
            Expect(claim.Attempt <= claim.MaxRetries + 1, $"{claim.Key} is attempt {claim.Attempt}");
            ExpectNobodyRuns(claim, step);
            step.Open = claim;
            step.LastEpoch = claim.Key.Epoch;
            step.StartsMax = Math.Max(step.StartsMax, claim.MaxRetries + 1);
            Totals[Happening.Claims]++;
        }
    }

    public void OnRecorded(IReadOnlyList<Outcome> outcomes, IReadOnlySet<ClaimKey> recorded)
    {
        Totals[Happening.Refused] += outcomes.Count - recorded.Count;
        foreach (var outcome in outcomes.Where(outcome => recorded.Contains(outcome.Key)))
        {
            var step = Of(outcome.Key.StepId);
            Expect(
                step.Open?.Key == outcome.Key,
                $"{outcome.Kind} of {outcome.Key} was taken and the step is held as {step.Open?.Key}");
            step.Open = null;
            step.HasEnded = outcome.Status.IsEnded();
            step.Result = outcome.Result;
            step.StartsMax += outcome.RefundsAttempt ? 1 : 0;
        }
    }

    /// <summary>A pod may be evicted that the world was unkind to within the threshold, and no other.</summary>
    public void OnEvicted(IReadOnlyList<PodIdentity> evicted)
    {
        foreach (var identity in evicted)
        {
            var pod = pods[identity];
            pod.IsOut = true;
            Totals[Happening.Evictions]++;
            var quietFor = world.Now - pod.Pod.Process.LastTouched;
            Expect(
                pod.Pod.Process.IsDead || pod.Pod.HasStopped || quietFor <= threshold * 2,
                $"{identity} was evicted, and nothing was wrong with it for {quietFor.TotalSeconds:F1} s");
        }
    }

    public void OnReturned(IReadOnlyList<ReturnedStep> returned)
    {
        foreach (var back in returned)
        {
            var step = Of(back.StepId);
            var holder = step.Open is { } open ? pods.GetValueOrDefault(open.Pod) : null;
            Expect(step.Open is not null, $"{back.StepId} was returned and nobody held it");
            Expect(
                holder is null or { IsOut: true }, $"{back.StepId} was returned under {step.Open?.Pod}, which lives");
            step.Open = null;
            step.HasEnded = back.Status.IsEnded();
            Totals[Happening.Returned]++;
        }
    }

    public void OnLeft(PodIdentity identity, bool hasLeft) => pods[identity].IsOut |= hasLeft;

    public void OnCancelled(StepId stepId, OperatorAnswer answer)
    {
        if (!answer.Changed)
        {
            return;
        }

        var step = Of(stepId);
        step.Executions.ForEach(static execution => execution.IsEndedByOperator = true);
        step.Open = null;
        step.HasEnded = true;
    }

    public void OnRetried(StepId stepId, OperatorAnswer answer)
    {
        if (!answer.Changed)
        {
            return;
        }

        var step = Of(stepId);
        step.HasEnded = false;
        step.StartsMax = step.Starts + step.StartsMax;
    }

    public Execution OnStarted(SimulatedPod pod, Claim claim, CancellationToken token)
    {
        var step = Of(claim.Key.StepId);
        var execution = new Execution(claim, pod, token);
        step.Starts++;
        step.Executions.RemoveAll(static old => old.HasReturned || old.Pod.Process.IsDead);
        step.Executions.Add(execution);
        Expect(
            step.Starts <= step.StartsMax,
            $"{claim.Key} starts for the {step.Starts}th time and may {step.StartsMax} times");
        var limiter = pod.Engine.Limiter;
        Expect(limiter.Running <= limiter.Capacity, $"{pod.Name} runs {limiter.Running} of {limiter.Capacity}");
        Totals[Happening.Starts]++;
        return execution;
    }

    // A pod that lives and runs lets go of its handlers before others may take its steps.
    private void ExpectNobodyRuns(Claim claim, StepHistory step)
    {
        foreach (var before in step.Executions)
        {
            var mustHaveStopped = before is { HasReturned: false, IsEndedByOperator: false }
                && before.Pod.CouldAct
                && !pods[before.Claim.Pod].IsReplaced;
            Expect(
                !mustHaveStopped || before.Token.IsCancellationRequested,
                $"{claim.Key} was claimed by {claim.Pod} and {before.Claim.Pod} runs {before.Claim.Key} undisturbed");
        }
    }

    private StepHistory Of(StepId stepId)
    {
        if (!steps.TryGetValue(stepId, out var step))
        {
            steps[stepId] = step = new StepHistory();
        }

        return step;
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            world.Violate(otherwise);
        }
    }
}
