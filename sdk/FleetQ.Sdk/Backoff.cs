using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace FleetQ.Sdk;

/// <summary>
/// Repeats a call that fails, with growing pauses. Make one for each kind of call and keep it; thread-safe.
/// </summary>
/// <example><code>private static readonly Backoff Calls = new(new BackoffOptions { ShouldRetry = e => e is
/// HttpRequestException }); var page = await Calls.RunAsync(token => http.GetStringAsync(url, token),
/// cancellationToken);</code></example>
public sealed class Backoff
{
    private readonly ResiliencePipeline pipeline;

    /// <summary>Makes a backoff from its options, which it reads once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range; the message names it.</exception>
    public Backoff(BackoffOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        pipeline = BuildPipeline(options);
    }

    /// <summary>
    /// Runs a call until it succeeds, its attempts or its total time are used up, or the token is cancelled.
    /// </summary>
    /// <returns>The first result.</returns>
    /// <exception cref="BackoffTimeoutException">The total time passed first.</exception>
    /// <remarks>
    /// When the attempts are used up, or the exception is not one to retry, the call's last exception is thrown as it
    /// was.
    /// </remarks>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (state, token) => await state(token).ConfigureAwait(false), call, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException timeout)
        {
            throw new BackoffTimeoutException(timeout.Timeout, timeout);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return RunAsync(
            async token =>
            {
                await call(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    private static ResiliencePipeline BuildPipeline(BackoffOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.Time };
        if (options.TotalTimeout is { } total)
        {
            builder.AddTimeout(total);
        }

        if (options.MaxAttempts > 1)
        {
            builder.AddRetry(RetryOf(options));
        }

        return builder.Build();
    }

    private static RetryStrategyOptions RetryOf(BackoffOptions options) => new()
    {
        MaxRetryAttempts = options.MaxAttempts - 1,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is { } failure and not OperationCanceledException
            && options.ShouldRetry(failure)),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(options.DelayBefore(arguments.AttemptNumber + 1)),
        OnRetry = arguments =>
        {
            options.OnRetry?.Invoke(
                new BackoffRetry(arguments.AttemptNumber + 1, arguments.RetryDelay, arguments.Outcome.Exception!));
            return ValueTask.CompletedTask;
        },
    };
}
