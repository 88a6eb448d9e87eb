namespace FleetQ.Engine.Completion;

/// <summary>Who hands an outcome in, and is told what became of it.</summary>
internal interface IOutcomeOwner
{
    /// <summary>
    /// Tells, at the last moment, that the pod does not trust its claim any more: nothing is written.
    /// </summary>
    bool IsLost { get; }

    /// <summary>Called once, by the writer between two writes: must return at once and not throw.</summary>
    void OnSettled(CompletionResult result);

    /// <summary>
    /// Called in place of <see cref="OnSettled"/> when the outcome cannot be written; the same holds.
    /// </summary>
    void OnRefused(Exception refusal);
}
