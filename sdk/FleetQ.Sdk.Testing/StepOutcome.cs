namespace FleetQ.Sdk.Testing;

/// <summary>What became of a step, with each of its attempts.</summary>
/// <param name="Attempts">In order; a snoozed attempt is followed by another with the same number.</param>
/// <param name="Waited">All pauses between the attempts together, by the clock of the harness.</param>
public sealed record StepOutcome(IReadOnlyList<AttemptOutcome> Attempts, TimeSpan Waited)
{
    /// <summary>The attempt that ended the step.</summary>
    public AttemptOutcome Last => Attempts[^1];

    /// <summary>The step's status as a store has it: <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string Status => Last.Ending.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Attempts);
}
