using System.Net;
using Polly;
using Polly.Retry;

namespace FleetQ.Client.Http;

/// <summary>When a request is sent again, and after which pause.</summary>
internal sealed class RetryRules(FleetQClientOptions options, PodAddresses addresses)
{
    /// <summary>For requests that may be sent again whatever became of them, or for those that may not.</summary>
    public ResiliencePipeline<HttpResponseMessage> Build(bool isRepeatable)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Attempts - 1,
                ShouldHandle = args => ValueTask.FromResult(IsWorthAnother(args.Outcome, isRepeatable)),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.RetryDelayMax,
                DelayGenerator = args => ValueTask.FromResult(FindDelay(args)),
                OnRetry = static args =>
                {
                    args.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.Build();
    }

    private static bool IsWorthAnother(Outcome<HttpResponseMessage> outcome, bool isRepeatable) => outcome switch
    {
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
        { Result.StatusCode: HttpStatusCode.ServiceUnavailable } => isRepeatable,
        { Exception: HttpRequestException failure } => isRepeatable || WasNotSent(failure),
        { Exception: TimeoutException } => isRepeatable,
        _ => false,
    };

    private static bool WasNotSent(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    // Null leaves the pause to the backoff.
    private TimeSpan? FindDelay(RetryDelayGeneratorArguments<HttpResponseMessage> args)
    {
        var isRateLimit = args.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests;
        if (!isRateLimit && args.AttemptNumber < addresses.Count - 1)
        {
            return TimeSpan.Zero;
        }

        var asked = args.Outcome.Result?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.Time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } delay ? TimeSpan.FromTicks(Math.Clamp(delay.Ticks, 0, options.RetryDelayMax.Ticks)) : null;
    }
}
