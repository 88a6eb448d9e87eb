using FleetQ.Sdk;

namespace Good;

/// <summary>How the attempt shall end.</summary>
public sealed record EndArgs(string How);

/// <summary>Ends in each way that there is.</summary>
[StepHandler("good.end")]
public sealed class EndHandler : IStepHandler<EndArgs>
{
    /// <inheritdoc/>
    public async Task<StepResult> HandleAsync(EndArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        switch (args.How)
        {
            case "retry":
                return StepResult.RetryAfter(TimeSpan.FromSeconds(9), "The service is busy.");
            case "fail":
                return StepResult.Fail("The account is closed.");
            case "snooze":
                return StepResult.Snooze(TimeSpan.FromMinutes(1), "Too early.");
            case "null":
                return null!;
            case "throw":
                throw new GoodException("outside", new InvalidOperationException("inside"));
            case "rude":
                throw new RudeException();
            case "cancel-self":
                throw new OperationCanceledException("on its own");
            case "wait":
                context.ReportProgress(0, "waiting");
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(false);
                return StepResult.Completed;
            case "wait-wrapped":
                context.ReportProgress(0, "waiting");
                await WaitWrappedAsync(context, cancellationToken).ConfigureAwait(false);
                return StepResult.Completed;
            default:
                return StepResult.Completed;
        }
    }

    private static async Task WaitWrappedAsync(StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new GoodException("a library wrapped it", cancelled);
        }
    }
}

/// <summary>An exception of the plugin's own.</summary>
public sealed class GoodException(string message, Exception cause) : Exception(message, cause);

/// <summary>An exception that cannot even be read.</summary>
public sealed class RudeException : Exception
{
    /// <inheritdoc/>
    public override string Message => throw new InvalidOperationException("not today");
}
