namespace FleetQ.Client;

/// <summary>A step that the store has committed.</summary>
public sealed record SubmitAnswer
{
    /// <summary>The step; for a repeat, the first one.</summary>
    public required string StepId { get; init; }

    /// <summary>
    /// True when the step had been submitted before, by its id or the caller's own key. A repeat that the client made
    /// of itself does not count.
    /// </summary>
    public bool Deduplicated { get; init; }

    /// <summary>What may keep the step from running.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}
