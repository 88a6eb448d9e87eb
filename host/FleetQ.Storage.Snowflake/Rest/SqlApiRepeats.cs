using System.Security.Cryptography;

using FleetQ.Sdk;

using Microsoft.Extensions.Logging;

using Polly;
using Polly.Retry;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>How a request is repeated that had no answer, or one that says: later.</summary>
internal sealed partial class SqlApiRepeats
{
    private const int RepeatsMax = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Random random;
    private readonly ILogger logger;

    public SqlApiRepeats(TimeProvider time, Random random, ILogger logger)
    {
        this.random = random;
        this.logger = logger;
        Pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = RepeatsMax,
            ShouldHandle = static arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is SqlApiException { IsRepeatable: true }),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                PauseBefore(arguments.AttemptNumber + 1, (SqlApiException)arguments.Outcome.Exception!)),
            OnRetry = arguments =>
            {
                LogSentAgain(
                    arguments.AttemptNumber + 1,
                    (long)arguments.RetryDelay.TotalMilliseconds,
                    arguments.Outcome.Exception!.Message);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    public ResiliencePipeline Pipeline { get; }

    /// <summary>A name for a request, by which the service knows its repeats.</summary>
    /// <remarks>
    /// Never from a seed: two requests of one name would make the service answer one with the other's result.
    /// </remarks>
    public static Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        // Version 4, variant 1.
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private TimeSpan PauseBefore(int repeat, SqlApiException failure)
    {
        TimeSpan pause;
        // A seeded Random is not thread-safe.
        lock (random)
        {
            pause = BackoffSchedule.DelayBefore(
                repeat, BackoffStrategy.Exponential, FirstPause, LongestPause, BackoffJitter.Equal, random);
        }

        var wish = failure.RetryAfter ?? TimeSpan.Zero;
        return wish > LongestPause ? LongestPause : TimeSpan.FromTicks(Math.Max(pause.Ticks, wish.Ticks));
    }
}
