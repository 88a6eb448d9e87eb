using System.Text.Json;
using FleetQ.Chaos.Load;

namespace FleetQ.Chaos.Checking;

/// <summary>
/// Compares what the clients were told, what the store says, what the handlers left and what the logs tell.
/// </summary>
internal sealed class Checker(
    IReadOnlyCollection<Request> requests,
    IReadOnlyList<StoredStep> steps,
    IReadOnlyList<TraceLine> trace,
    PodLog log)
{
    private readonly ILookup<string, TraceLine> lines = trace.ToLookup(static line => line.StepId);
    private readonly Dictionary<string, Request> requestOf =
        requests.ToDictionary(static request => request.StepId);
    private readonly List<string> violations = [];

    public IReadOnlyList<string> Check()
    {
        CheckRequests();
        foreach (var step in steps)
        {
            CheckStep(step);
            CheckAttempts(step);
        }

        CheckEvictions();
        return violations;
    }

    // I1: no acknowledged submit is lost, and what cannot be done now is not answered as a defect. I2: no row without
    // a submit. I3: an id is one row, which the key sees to.
    private void CheckRequests()
    {
        var known = steps.Select(static step => step.StepId).ToHashSet();
        foreach (var request in requests.Where(request => request.IsAcknowledged && !known.Contains(request.StepId)))
        {
            violations.Add($"I1: {request.StepId} was acknowledged and is not in the store.");
        }

        violations.AddRange(requests.Select(static request => request.Defect).OfType<string>());
        known.ExceptWith(requests.Select(static request => request.StepId));
        violations.AddRange(known.Select(static stepId => $"I2: {stepId} is in the store and nobody submitted it."));
    }

    private void CheckStep(StoredStep step)
    {
        var starts = lines[step.StepId].Where(static line => line.Phase == "start").ToList();
        var ends = lines[step.StepId].Where(static line => line.Phase == "end").ToList();
        Expect(step.HasEnded, $"I7: {step.StepId} is still {step.Status}.");
        Expect(step.Attempt <= step.MaxRetries + 1, $"I8: {step.StepId} counts {step.Attempt} attempts.");
        var startsMax = step.MaxRetries + 1 + step.CountReleased();
        Expect(starts.Count <= startsMax, $"I8: {step.StepId} started {starts.Count} times and may {startsMax}.");
        if (step.Status == "completed")
        {
            var epoch = JsonSerializer.Deserialize<JsonElement>(step.Result!).GetProperty("epoch").GetInt64();
            Expect(
                epoch == step.Epoch, $"I5: {step.StepId} ended as {step.Epoch} with the result of {epoch}.");
            Expect(ends.Exists(line => line.Epoch == epoch), $"I9: {step.StepId} completed and no handler ended.");
        }

        foreach (var twice in starts.GroupBy(static line => line.Epoch).Where(static lines => lines.Count() > 1))
        {
            violations.Add($"I6: epoch {twice.Key} of {step.StepId} started {twice.Count()} times.");
        }

        var way = requestOf.GetValueOrDefault(step.StepId)?.Way;
        var status = Request.FailsForGood(way) ? "failed" : "completed";
        var isGivenUp = step is { Status: "failed", ErrorType: "pod_lost" } && step.Attempt == step.MaxRetries + 1;
        Expect(
            !step.HasEnded || step.Status == status || isGivenUp,
            $"I4: {step.StepId} ({way}) ended as {step.Status}: {step.ErrorType}.");
        Expect(
            !step.HasEnded || way != "EatsMemory" || step.ErrorType is "System.OutOfMemoryException" or "pod_lost",
            $"I4: {step.StepId} met no limit of memory, but {step.ErrorType}.");
    }

    // I6 and I13: the store's own record of a step's attempts has them one after the other, each later in epoch.
    private void CheckAttempts(StoredStep step)
    {
        var before = 0L;
        var endedBefore = long.MinValue;
        foreach (var attempt in step.Attempts.EnumerateArray())
        {
            var epoch = attempt.GetProperty("epoch").GetInt64();
            Expect(epoch > before, $"I6: {step.StepId} has epoch {epoch} after {before}.");
            before = epoch;
            if (attempt.TryGetProperty("started", out var started) && started.ValueKind is JsonValueKind.Number)
            {
                Expect(
                    started.GetInt64() >= endedBefore,
                    $"I6: {step.StepId}, epoch {epoch}, was claimed before the attempt before it had ended.");
            }

            endedBefore = attempt.TryGetProperty("ended", out var ended) && ended.ValueKind is JsonValueKind.Number
                ? ended.GetInt64()
                : endedBefore;
        }
    }

    // I12: a pod that nothing was wrong with is not found dead.
    private void CheckEvictions()
    {
        foreach (var (incarnation, at) in log.Evictions)
        {
            if (log.PodOf(incarnation) is { } pod && !pod.WasStruckBetween(at - (3 * ChaosFleet.Threshold), at))
            {
                violations.Add(
                    $"I12: {pod.Name}/{incarnation} was found dead at {at:O}, and nothing was wrong with it.");
            }
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            violations.Add(otherwise);
        }
    }
}
