using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Sdk.Tests;

public sealed class BackoffTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<BackoffRetry> retries = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_succeeds_runs_once_and_does_not_wait()
    {
        var call = new FailingCall(failures: 0);

        Assert.Equal(1, await BackoffOf(maxAttempts: 5).RunAsync(call.RunAsync, Cancellation));

        Assert.Empty(retries);
    }

    [Fact]
    public async Task A_call_that_fails_runs_again_after_each_pause_and_not_before()
    {
        var call = new FailingCall(failures: 2);
        var running = BackoffOf(maxAttempts: 5).RunAsync(call.RunAsync, Cancellation);

        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, call.Runs);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await call.StartedAsync(2).WaitAsync(Cancellation);
        Assert.Equal(3, await FinishAsync(running));

        Assert.Equal([(1, 100d), (2, 200d)], retries.Select(retry => (retry.Retry, retry.Delay.TotalMilliseconds)));
        Assert.Equal(["Run 1.", "Run 2."], retries.Select(retry => retry.Failure.Message));
    }

    [Theory]
    [InlineData(BackoffStrategy.Exponential, new[] { 100, 200, 350, 350 })]
    [InlineData(BackoffStrategy.Linear, new[] { 100, 200, 300, 350 })]
    [InlineData(BackoffStrategy.Fibonacci, new[] { 100, 100, 200, 300 })]
    [InlineData(BackoffStrategy.Constant, new[] { 100, 100, 100, 100 })]
    public async Task The_pauses_are_those_of_the_strategy_under_the_cap(BackoffStrategy strategy, int[] pausesMs)
    {
        var running = BackoffOf(maxAttempts: 5, strategy).RunAsync(new FailingCall(failures: 4).RunAsync, Cancellation);

        Assert.Equal(5, await FinishAsync(running));

        Assert.Equal(pausesMs.Select(ms => (double)ms), retries.Select(retry => retry.Delay.TotalMilliseconds));
    }

    [Fact]
    public async Task When_the_attempts_are_used_up_the_last_failure_is_thrown_as_it_was()
    {
        var failures = new List<Exception>();
        var call = new FailingCall(failures: 9, run =>
        {
            failures.Add(new TimeZoneNotFoundException($"Run {run}."));
            return failures[^1];
        });
        var running = BackoffOf(maxAttempts: 3).RunAsync(call.RunAsync, Cancellation);

        var thrown = await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => FinishAsync(running));

        Assert.Same(failures[^1], thrown);
        Assert.Equal((3, 2), (call.Runs, retries.Count));
    }

    [Fact]
    public async Task One_attempt_means_no_retry()
    {
        var call = new FailingCall(failures: 1);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => BackoffOf(maxAttempts: 1).RunAsync(call.RunAsync, Cancellation));

        Assert.Equal(1, call.Runs);
    }

    [Fact]
    public async Task A_failure_that_is_not_worth_it_is_thrown_at_once()
    {
        var call = new FailingCall(
            failures: 9, run => run == 2 ? new ArgumentException("Bad.") : new IOException("Busy."));
        var backoff = new Backoff(new BackoffOptions
        {
            Jitter = BackoffJitter.None,
            ShouldRetry = failure => failure is IOException,
            Time = time,
        });

        await Assert.ThrowsAsync<ArgumentException>(() => FinishAsync(backoff.RunAsync(call.RunAsync, Cancellation)));

        Assert.Equal(2, call.Runs);
    }

    [Fact]
    public async Task A_cancellation_ends_the_pause()
    {
        using var source = new CancellationTokenSource();
        var call = new FailingCall(failures: 9);
        var running = BackoffOf(maxAttempts: 5).RunAsync(call.RunAsync, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, call.Runs);
    }

    [Fact]
    public async Task A_cancelled_call_is_never_repeated()
    {
        var call = new FailingCall(failures: 9, _ => new OperationCanceledException());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => BackoffOf(maxAttempts: 5).RunAsync(call.RunAsync, Cancellation));

        Assert.Equal(1, call.Runs);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_runs_nothing()
    {
        var call = new FailingCall(failures: 0);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => BackoffOf(maxAttempts: 5).RunAsync(call.RunAsync, new CancellationToken(canceled: true)));

        Assert.Equal(0, call.Runs);
    }

    [Fact]
    public async Task The_total_time_ends_a_call_that_hangs_and_a_row_of_retries()
    {
        var hanging = Limited().RunAsync(
            async token => await Task.Delay(Timeout.InfiniteTimeSpan, time, token), Cancellation);
        var repeating = Limited().RunAsync(new FailingCall(failures: 900).RunAsync, Cancellation);

        time.Advance(TimeSpan.FromSeconds(2));

        var first = await Assert.ThrowsAsync<BackoffTimeoutException>(() => hanging.WaitAsync(Cancellation));
        await Assert.ThrowsAsync<BackoffTimeoutException>(() => FinishAsync(repeating));
        Assert.Equal(TimeSpan.FromSeconds(2), first.TotalTimeout);
        Assert.StartsWith(
            "The call did not succeed within 2 s, all attempts together. Raise TotalTimeout or ",
            first.Message,
            StringComparison.Ordinal);

        Backoff Limited() => new(new()
        {
            MaxAttempts = 1_000,
            TotalTimeout = TimeSpan.FromSeconds(2),
            BaseDelay = TimeSpan.FromSeconds(3),
            Jitter = BackoffJitter.None,
            Time = time,
        });
    }

    [Fact]
    public async Task A_call_without_a_result_is_repeated_too()
    {
        var call = new FailingCall(failures: 1);

        await FinishAsync(RunAsync());

        Assert.Equal(2, call.Runs);

        async Task<int> RunAsync()
        {
            await BackoffOf(maxAttempts: 2).RunAsync((Func<CancellationToken, Task>)call.RunAsync, Cancellation);
            return 0;
        }
    }

    [Fact]
    public async Task One_backoff_serves_many_calls_at_once()
    {
        var backoff = BackoffOf(maxAttempts: 5, strategy: BackoffStrategy.Constant);

        var calls = Enumerable.Range(0, 20)
            .Select(_ => backoff.RunAsync(new FailingCall(failures: 3).RunAsync, Cancellation))
            .ToList();

        Assert.All(await FinishAsync(Task.WhenAll(calls)), runs => Assert.Equal(4, runs));
    }

    private Backoff BackoffOf(int maxAttempts, BackoffStrategy strategy = BackoffStrategy.Exponential) => new(new()
    {
        MaxAttempts = maxAttempts,
        Strategy = strategy,
        BaseDelay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromMilliseconds(350),
        Jitter = BackoffJitter.None,
        OnRetry = Note,
        Time = time,
    });

    private void Note(BackoffRetry retry)
    {
        lock (retries)
        {
            retries.Add(retry);
        }
    }

    // Turns the clock until the call has ended; the pauses themselves are what OnRetry was told.
    private async Task<T> FinishAsync<T>(Task<T> running)
    {
        while (!running.IsCompleted)
        {
            Cancellation.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await running;
    }
}
