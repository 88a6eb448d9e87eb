using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <summary>Tells each step of a batch what became of it, when something was in the way of some.</summary>
internal static class SubmitAnswers
{
    /// <summary>Answers each step; null for one that is neither there nor has anything in its way.</summary>
    public static IReadOnlyList<SubmitAnswer?> Find(
        IReadOnlyList<NewStep> steps,
        IReadOnlyList<StepId> added,
        IReadOnlyList<SubmittedRow> rivals,
        bool isAllOrNone)
    {
        var byPlace = rivals.ToLookup(static rival => rival.Place);
        var fresh = added.ToHashSet();
        SubmitAnswer?[] answers = [.. steps.Select((step, place) => Find(step, byPlace[place].ToList(), fresh))];
        if (isAllOrNone)
        {
            AddTwins(steps, answers);
        }

        return answers;
    }

    // Where all or none is one statement, the first of two that conflict is not there to be found by the second.
    private static void AddTwins(IReadOnlyList<NewStep> steps, SubmitAnswer?[] answers)
    {
        var firstOf = new Dictionary<string, NewStep>(StringComparer.Ordinal);
        for (var place = 0; place < answers.Length; place++)
        {
            if (steps[place].IdempotencyKey is { } key
                && !firstOf.TryAdd(key, steps[place])
                && answers[place] is null
                && firstOf[key].RequestHash != steps[place].RequestHash)
            {
                answers[place] = new SubmitAnswer(firstOf[key].StepId, SubmitAnswerKind.KeyConflict);
            }
        }
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
