namespace FleetQ.Client.Json;

/// <summary>The body of a submit with many steps.</summary>
internal sealed record BatchBody(IReadOnlyList<StepSubmission> Steps);

/// <summary>The body of a cancel.</summary>
internal sealed record CancelBody(string? Reason);

/// <summary>The body of a discard.</summary>
internal sealed record DiscardBody
{
    public IReadOnlyList<string>? StepIds { get; init; }

    public string? Type { get; init; }

    public bool? All { get; init; }

    public int? Limit { get; init; }
}

/// <summary>The answer to a discard.</summary>
internal sealed record DiscardAnswer(int Discarded);

/// <summary>One page of a search, or of dead letters.</summary>
internal sealed record StepPage
{
    public IReadOnlyList<StepSummary>? Steps { get; init; }

    public IReadOnlyList<StepSummary>? DeadLetters { get; init; }

    public string? NextCursor { get; init; }
}

/// <summary>All pods whose rows are kept.</summary>
internal sealed record PodsBody(IReadOnlyList<PodDetails> Pods);

/// <summary>A refusal (RFC 9457).</summary>
internal sealed record ProblemBody
{
    public string? Detail { get; init; }

    public string? ErrorType { get; init; }

    public Dictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
