using FleetQ.Sdk;

namespace HelloNamespace;

[StepHandler("hello-task-type")]
public sealed class HelloTypeHandler : IStepHandler<HelloTypeArgs, HelloTypeResult>
{
    public async Task<StepResult<HelloTypeResult>> HandleAsync(
        HelloTypeArgs args, StepContext context, CancellationToken cancellationToken)
    {
        context.ReportProgress(0.5, "thinking of something nice");
        await Task.Delay(TimeSpan.FromSeconds(1), context.Time, cancellationToken);
        return new HelloTypeResult($"Good day, {args.Name}.");
    }
}

public sealed record HelloTypeArgs(string Name);

public sealed record HelloTypeResult(string Greeting);
