using System.Diagnostics;
using System.Threading.Channels;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Submission;
using FleetQ.Host.Settings;
using Microsoft.AspNetCore.Diagnostics;

namespace FleetQ.Host.Errors;

/// <summary>
/// Answers what went wrong inside. What the caller can do is said; what happened inside goes to the log.
/// </summary>
internal sealed partial class FailureHandler(
    IHostApplicationLifetime lifetime, ILogger<FailureHandler> logger) : IExceptionHandler
{
    private static readonly TimeSpan StoreRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QueueRetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await new ProblemResult(ProblemOf(httpContext, exception)).ExecuteAsync(httpContext);
        return true;
    }

    private Problem ProblemOf(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case StoreUnavailableException unavailable:
                LogStoreWasAway(context.Request.Method, context.Request.Path, unavailable.Operation);
                return Unavailable(
                    ErrorType.Database,
                    "The store does not answer now, and it is not known whether this was done. Repeat it; for a "
                    + "submit, with the same "
                    + "step_id or idempotency_key.",
                    StoreRetryAfter);
            case QueueFullException full:
                return Unavailable(
                    ErrorType.QueueFull,
                    $"{full.QueueSizeMax} steps wait to be started, which is the most that "
                    + $"{SettingsCatalog.MaxQueueSize.Variable} allows. "
                    + "Nothing was stored; submit again later.",
                    QueueRetryAfter);
            case ChannelClosedException:
                return Unavailable(
                    ErrorType.Internal, "This pod stops. Nothing was stored; submit to another pod.", StoreRetryAfter);
            case OperationCanceledException when lifetime.ApplicationStopping.IsCancellationRequested:
                return Unavailable(
                    ErrorType.Internal,
                    "This pod stops, and it is not known whether this was done. Repeat it on another pod; for a "
                    + "submit, with the same step_id or idempotency_key.",
                    StoreRetryAfter);
            case BadHttpRequestException bad:
                return new Problem(
                    bad.StatusCode, ErrorType.Of(bad.StatusCode), $"The request cannot be read: {bad.Message}");
            default:
                var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
                LogRequestFailed(failure, context.Request.Method, context.Request.Path, traceId);
                return new Problem(
                    StatusCodes.Status500InternalServerError,
                    ErrorType.Internal,
                    $"Something inside FleetQ failed; its log tells what, under {traceId}.");
        }
    }

    private static Problem Unavailable(string errorType, string detail, TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, errorType, detail) { RetryAfter = retryAfter };
}
