using System.Text.Json.Serialization;

namespace FleetQ.Host.Contracts;

/// <summary>What became of a submit.</summary>
/// <param name="StepId">The step; for a repeat, the first one.</param>
/// <param name="Status">Always <c>submitted</c>.</param>
/// <param name="Message">The same as a sentence.</param>
/// <param name="Deduplicated">True when the step was there already.</param>
/// <param name="Warnings">What may keep the step from running.</param>
internal sealed record SubmitResponse(
    string StepId,
    string Status,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Deduplicated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings)
{
    /// <summary>The word for a step that was taken.</summary>
    public const string Submitted = "submitted";
}

/// <summary>What became of a batch: all of it was committed.</summary>
/// <param name="Steps">In the order given.</param>
/// <param name="Warnings">What may keep steps from running.</param>
internal sealed record BatchResponse(
    IReadOnlyList<BatchStep> Steps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings);

/// <summary>One step of a batch.</summary>
/// <param name="StepId">The step; for a repeat, the first one.</param>
/// <param name="Status">Always <c>submitted</c>.</param>
/// <param name="Deduplicated">True when the step was there already.</param>
internal sealed record BatchStep(
    string StepId,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Deduplicated);
