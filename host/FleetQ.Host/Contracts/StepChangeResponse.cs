namespace FleetQ.Host.Contracts;

/// <summary>What an operator's change did.</summary>
/// <param name="StepId">The step.</param>
/// <param name="Status">The status that it now has.</param>
/// <param name="Message">The same as a sentence.</param>
internal sealed record StepChangeResponse(string StepId, string Status, string Message);

/// <summary>What a discard did.</summary>
/// <param name="Discarded">How many dead letters are gone.</param>
/// <param name="Message">The same as a sentence.</param>
internal sealed record DiscardResponse(int Discarded, string Message);

/// <summary>The key that a handler passes to other systems.</summary>
/// <param name="StepId">The step.</param>
/// <param name="IdempotencyKey">Stays the same over all attempts.</param>
internal sealed record IdempotencyKeyResponse(string StepId, string IdempotencyKey);
