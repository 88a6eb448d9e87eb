namespace FleetQ.Client;

/// <summary>What an operator's change did.</summary>
public sealed record StepChange
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The status that it now has.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string Message { get; init; } = "";
}
