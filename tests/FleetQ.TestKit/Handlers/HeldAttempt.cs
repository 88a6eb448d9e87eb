using FleetQ.Engine.Dispatching;

namespace FleetQ.TestKit.Handlers;

/// <summary>One attempt that waits for a test.</summary>
public sealed class HeldAttempt(Attempt attempt, CancellationToken cancellationToken)
{
    public Attempt Attempt { get; } = attempt;

    /// <summary>The token that the handler was given.</summary>
    public CancellationToken Token { get; } = cancellationToken;

    /// <summary>Whether the token was cancelled; also after the attempt has ended.</summary>
    public bool IsCancelled => Token.IsCancellationRequested;

    internal TaskCompletionSource<AttemptResult> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Complete(string? result = null) => EndWith(Ends.Completed(result));

    public void EndWith(AttemptResult result) => End.TrySetResult(result);
}
