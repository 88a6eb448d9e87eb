namespace FleetQ.Host.Contracts;

/// <summary>What an operator's change did.</summary>
/// <param name="StepId">The step.</param>
/// <param name="Status">The status that it now has.</param>
/// <param name="Message">The same as a sentence.</param>
internal sealed record StepChangeResponse(string StepId, string Status, string Message);

/// <summary>The key that a handler passes to other systems.</summary>
/// <param name="StepId">The step.</param>
/// <param name="IdempotencyKey">Stays the same over all attempts.</param>
internal sealed record IdempotencyKeyResponse(string StepId, string IdempotencyKey);
