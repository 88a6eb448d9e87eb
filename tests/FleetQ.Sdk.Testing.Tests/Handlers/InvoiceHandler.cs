using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing.Tests.Handlers;

[StepHandler("invoice", MaxRetries = 2)]
[StepHandler("invoice.urgent")]
public sealed class InvoiceHandler(IMailbox mailbox) : IStepHandler<InvoiceArgs, InvoiceResult>
{
    public async Task<StepResult<InvoiceResult>> HandleAsync(
        InvoiceArgs args, StepContext context, CancellationToken cancellationToken)
    {
        context.ReportProgress(0.5, "sending");
        await Task.Delay(TimeSpan.FromMinutes(10), context.Time, cancellationToken);
        await mailbox.SendAsync(args.SendTo, context.IdempotencyKey, cancellationToken);
        context.Logger.LogInformation("Sent to {Mailbox}", mailbox.Name);
        return new InvoiceResult(args.SendTo, args.TotalAmount * 2, context.TaskType);
    }
}

public sealed record InvoiceArgs(string SendTo, decimal TotalAmount, IReadOnlyList<InvoiceLine>? Lines = null);

public sealed record InvoiceLine(string Text, int Count);

public sealed record InvoiceResult(string SentTo, decimal Doubled, string TaskType);
