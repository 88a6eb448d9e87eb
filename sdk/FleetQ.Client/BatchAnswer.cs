namespace FleetQ.Client;

/// <summary>Steps that the store has committed, all of them.</summary>
public sealed record BatchAnswer
{
    /// <summary>In the order given.</summary>
    public required IReadOnlyList<SubmitAnswer> Steps { get; init; }

    /// <summary>What may keep some of them from running.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}
