namespace FleetQ.Sdk;

/// <summary>One retry of a <see cref="Backoff"/>, told before its pause.</summary>
/// <param name="Retry">Counts from 1.</param>
/// <param name="Delay">The pause that follows.</param>
/// <param name="Failure">What the call threw.</param>
public sealed record BackoffRetry(int Retry, TimeSpan Delay, Exception Failure);
