namespace FleetQ.Sdk.Testing.Tests.Handlers;

/// <summary>Does what its arguments say; it bears no attribute.</summary>
public sealed class PlainHandler : IStepHandler<PlainArgs>
{
    public async Task<StepResult> HandleAsync(PlainArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        switch (args.Do)
        {
            case "throw":
                throw new InvalidOperationException("outer", new TimeoutException("inner"));
            case "throw twice" when context.Attempt <= 2:
                throw new InvalidOperationException($"attempt {context.Attempt}");
            case "retry":
                return StepResult.RetryAfter(TimeSpan.FromMinutes(7), "busy");
            case "fail":
                return StepResult.Fail("no such order");
            case "snooze" when context.ClaimEpoch < 3:
                return StepResult.Snooze(TimeSpan.FromHours(5), "too early");
            case "snooze for ever":
                return StepResult.Snooze(TimeSpan.FromHours(5));
            case "wait for ever":
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken);
                break;
            case "tick":
                await TickAsync(context, cancellationToken);
                break;
            case "check":
                context.ReportProgress(1, context.Metadata.GetProperty("user").GetString());
                context.ReportProgress(null, $"{context.StepId} {context.Tenant} {context.Attempt}");
                break;
            default:
                break;
        }

        return StepResult.Completed;
    }

    private static async Task TickAsync(StepContext context, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), context.Time);
        for (var i = 1; i <= 3; i++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            context.ReportProgress(i / 3d);
        }
    }
}

public sealed record PlainArgs(string Do);
