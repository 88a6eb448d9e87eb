using FleetQ.Sdk;

namespace Good;

/// <summary>Blocks its thread until it is cancelled, for five minutes at most, without ever awaiting.</summary>
public sealed class BlockHandler : IStepHandler<Nothing>
{
    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(Nothing args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ReportProgress(0, "blocking");
        var isCancelled = cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMinutes(5));
        return Task.FromResult(isCancelled ? StepResult.Completed : StepResult.Fail("Nobody cancelled it."));
    }
}
