using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <summary>Tells each step of a batch what became of it, when something was in the way of some.</summary>
internal static class SubmitAnswers
{
    /// <summary>Answers each step; null when one is neither there nor has anything in its way.</summary>
    public static IReadOnlyList<SubmitAnswer>? Find(
        IReadOnlyList<NewStep> steps, IReadOnlyList<StepId> added, IReadOnlyList<SubmittedRow> rivals)
    {
        var byPlace = rivals.ToLookup(static rival => rival.Place);
        var fresh = added.ToHashSet();
        var answers = steps.Select((step, place) => Find(step, byPlace[place].ToList(), fresh)).OfType<SubmitAnswer>()
            .ToList();
        return answers.Count == steps.Count ? answers : null;
    }

    private static SubmitAnswer? Find(NewStep step, List<SubmittedRow> rivals, HashSet<StepId> fresh)
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

        var byId = rivals.Find(static rival => !rival.ByKey);
        if (byId is null)
        {
            return null;
        }

        // Two steps of a batch may share an id; the row is that of the one whose key it has, and of the first such.
        var isMaker = byId.IdempotencyKey == step.IdempotencyKey && fresh.Remove(step.StepId);
        // Nobody else can know an id that FleetQ made: the row is from an earlier try of this same submit.
        return new SubmitAnswer(
            step.StepId, isMaker || !step.IdIsChosen ? SubmitAnswerKind.Created : SubmitAnswerKind.Existing);
    }
}
