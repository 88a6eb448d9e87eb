using FleetQ.Engine.Model;
using FleetQ.Host.Contracts;

namespace FleetQ.Host.Endpoints;

/// <summary>Shows steps as the contract does.</summary>
internal static class StepResponses
{
    public static StepResponse ToResponse(this Step step) => new()
    {
        StepId = step.StepId.Value,
        Status = step.Status.ToWord(),
        TaskType = step.TaskType.Value,
        Payload = PayloadOf(step),
        Metadata = new RawJson(step.Metadata),
        Tags = new RawJson(step.Tags),
        Tenant = step.Tenant,
        Priority = step.Priority,
        RetryCount = step.RetryCount,
        MaxRetries = step.MaxRetries,
        ClaimedBy = step.ClaimedBy,
        Progress = RawJson.Of(step.Progress),
        Result = RawJson.Of(step.Result),
        Error = step.Error?.Message,
        ErrorType = step.Error?.Type,
        IdempotencyKey = step.IdempotencyKey,
        CreatedTs = step.CreatedAt,
        NotBeforeTs = step.NotBefore,
        ExpiresTs = step.ExpiresAt,
        ClaimedTs = step.ClaimedAt,
        CompletedTs = step.EndedAt,
        LastUpdateTs = step.UpdatedAt,
        Attempts = StepAttempts.Of(step),
    };

    public static StepSummary ToSummary(this Step step) => new()
    {
        StepId = step.StepId.Value,
        Status = step.Status.ToWord(),
        TaskType = step.TaskType.Value,
        Tenant = step.Tenant,
        Tags = new RawJson(step.Tags),
        Metadata = new RawJson(step.Metadata),
        Priority = step.Priority,
        RetryCount = step.RetryCount,
        MaxRetries = step.MaxRetries,
        ClaimedBy = step.ClaimedBy,
        Error = step.Error?.Message,
        ErrorType = step.Error?.Type,
        CreatedTs = step.CreatedAt,
        NotBeforeTs = step.NotBefore,
        ClaimedTs = step.ClaimedAt,
        CompletedTs = step.EndedAt,
        LastUpdateTs = step.UpdatedAt,
    };

    // A task type needs no escaping: its characters are letters, digits, _ - and dot.
    private static RawJson PayloadOf(Step step) => step.PayloadForm switch
    {
        PayloadForm.Payload => new RawJson(step.Payload),
        PayloadForm.Args => new RawJson(
            $$"""{"type":"{{step.TaskType}}","args":{{step.Payload}},"metadata":{{step.Metadata}}}"""),
        _ => throw new InvalidOperationException($"{nameof(PayloadForm)} {step.PayloadForm} has no shape."),
    };
}
