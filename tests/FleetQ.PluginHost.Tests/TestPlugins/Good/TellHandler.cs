using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Good;

/// <summary>What the handler saw.</summary>
public sealed record Seen(
    string StepId,
    string TaskType,
    int Attempt,
    int MaxRetries,
    string Tenant,
    string User,
    string IdempotencyKey,
    long ClaimEpoch,
    string? Colour,
    bool IsOnPool,
    string SharedBy);

/// <summary>No arguments.</summary>
public sealed record Nothing;

/// <summary>Tells what its context, its configuration and its services are.</summary>
[StepHandler("good.tell")]
public sealed class TellHandler(
    ILogger<TellHandler> logger, IConfiguration configuration, Counter counter, Tracked tracked)
    : IStepHandler<Nothing, Seen>
{
    /// <inheritdoc/>
    public Task<StepResult<Seen>> HandleAsync(Nothing args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        tracked.Use();
        Log.SawOne(logger, "from the logger of the class");
        Log.SawOne(context.Logger, "from the logger of the context");
        context.ReportProgress(0.5, new string('p', 5_000));
        return Task.FromResult<StepResult<Seen>>(new Seen(
            context.StepId,
            context.TaskType,
            context.Attempt,
            context.MaxRetries,
            context.Tenant,
            context.Metadata.GetProperty("user").GetString()!,
            context.IdempotencyKey,
            context.ClaimEpoch,
            configuration["Colour"],
            Thread.CurrentThread.IsThreadPoolThread,
            counter.Name));
    }
}

/// <summary>Messages.</summary>
internal static partial class Log
{
    /// <summary>A line.</summary>
    [LoggerMessage(1, LogLevel.Information, "Saw one {where}")]
    public static partial void SawOne(ILogger logger, string where);
}
