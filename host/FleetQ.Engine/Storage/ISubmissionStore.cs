using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>Commits new steps. Safe to repeat: a step whose id or key exists is never a second row.</summary>
public interface ISubmissionStore
{
    /// <summary>Commits steps of unrelated callers in one statement; each has its own answer.</summary>
    /// <returns>One answer a step, in the order given.</returns>
    Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(IReadOnlyList<NewStep> steps, CancellationToken cancellationToken);

    /// <summary>
    /// Commits all steps of one caller, or none: one <see cref="SubmitAnswerKind.KeyConflict"/> and nothing is stored.
    /// </summary>
    /// <returns>One answer a step, in the order given.</returns>
    Task<IReadOnlyList<SubmitAnswer>> SubmitAllAsync(IReadOnlyList<NewStep> steps, CancellationToken cancellationToken);

    /// <summary>Counts the steps that have not started, up to a limit.</summary>
    /// <returns>The count, or <paramref name="limit"/> when there are as many or more.</returns>
    Task<int> CountWaitingAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>What became of one submitted step.</summary>
/// <param name="StepId">The step that holds the id or key: the new one, or the first one.</param>
/// <param name="Kind">Whether it is new.</param>
public sealed record SubmitAnswer(StepId StepId, SubmitAnswerKind Kind);

/// <summary>The ways in which a submit is answered.</summary>
public enum SubmitAnswerKind
{
    /// <summary>The step is committed.</summary>
    Created,

    /// <summary>The id or key exists with the same body: nothing was stored.</summary>
    Existing,

    /// <summary>The key exists with another body: nothing was stored.</summary>
    KeyConflict,
}
