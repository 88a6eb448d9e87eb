namespace FleetQ.Sdk.Testing.Tests.Handlers;

[StepHandler("quick")]
public sealed class QuickHandler(IMailbox mailbox) : IStepHandler<QuickArgs, QuickResult>
{
    public async Task<StepResult<QuickResult>> HandleAsync(
        QuickArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(args.Count, nameof(args.Count));
        await mailbox.SendAsync("ada", context.IdempotencyKey, cancellationToken);
        return new QuickResult(args.Count * 2, mailbox.Name);
    }
}

public sealed record QuickArgs(int Count);

public sealed record QuickResult(int Doubled, string Mailbox);
