using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <summary>Tells each step of a batch what became of it, when something was in the way of some.</summary>
internal static class SubmitAnswers
{
    public static IReadOnlyList<SubmitAnswer> Of(
        IReadOnlyList<NewStep> steps, IReadOnlyList<StepId> added, IReadOnlyList<SubmittedRow> rivals)
    {
        var byPlace = rivals.ToLookup(static rival => rival.Place);
        var fresh = added.ToHashSet();
        return [.. steps.Select((step, place) => Of(step, byPlace[place].ToList(), fresh))];
    }

    private static SubmitAnswer Of(NewStep step, List<SubmittedRow> rivals, HashSet<StepId> fresh)
    {
        var byKey = rivals.Find(static rival => rival.ByKey);
        if (byKey is not null && byKey.RequestHash != step.RequestHash)
        {
            return new SubmitAnswer(byKey.StepId, SubmitAnswerKind.KeyConflict);
        }

        if (byKey is not null && byKey.StepId != step.StepId)
        {
            return new SubmitAnswer(byKey.StepId, SubmitAnswerKind.Existing);
        }

        var byId = rivals.Find(static rival => !rival.ByKey)
            ?? throw new InvalidOperationException(
                $"The step '{step.StepId}' was refused, though nothing is in its way.");
        // Two steps of a batch may share an id; the row is that of the one whose key it has, and of the first such.
        var isMaker = byId.IdempotencyKey == step.IdempotencyKey && fresh.Remove(step.StepId);
        // Nobody else can know an id that FleetQ made: the row is from an earlier try of this same submit.
        return new SubmitAnswer(
            step.StepId, isMaker || !step.IdIsChosen ? SubmitAnswerKind.Created : SubmitAnswerKind.Existing);
    }
}
