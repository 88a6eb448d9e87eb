using FleetQ.Engine.Loops;

namespace FleetQ.Engine.Completion;

/// <summary>The owner of an outcome that somebody awaits.</summary>
internal sealed class AwaitedOutcome(Func<bool> isLost) : IOutcomeOwner
{
    private readonly TaskCompletionSource<CompletionResult> settled =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CompletionResult> WaitAsync(CancellationToken cancellationToken) =>
        settled.WaitAsync(cancellationToken);

    public bool IsLost => isLost();

    public void OnSettled(CompletionResult result) => settled.TrySetResult(result);

    public void OnRefused(Exception refusal) => settled.TrySetException(refusal);
}
