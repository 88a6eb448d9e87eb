using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

public sealed class RetryTests : IAsyncDisposable
{
    private readonly FleetUnderTest box = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_always_fails_runs_max_retries_plus_1_times_with_its_pauses_and_shows_each_error()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm);
        var client = fleet.Running[0].Client;
        var retry = new { strategy = "exponential", base_ms = 400, max_ms = 60_000, jitter = false };

        var stepId = await client.SubmitAsync(
            StepBody.Fail(99, "the printer is out of paper") with { MaxRetries = 2, Retry = retry }, Token);
        var step = await client.WaitForEndAsync(stepId, Eventually.Patience, Token);

        Assert.Equal("failed", step.Status);
        Assert.Equal([1, 2, 3], step.Attempts.Select(attempt => attempt.Number));
        Assert.Equal(["retry", "retry", "failed"], step.Attempts.Select(attempt => attempt.Outcome));
        Assert.All(
            step.Attempts, attempt => Assert.Contains("out of paper", attempt.Error, StringComparison.Ordinal));
        var nexts = step.Attempts.Skip(1);
        var pauses = step.Attempts.Zip(nexts, (one, next) => (next.Started - one.Ended)!.Value).ToList();
        Assert.InRange(pauses[0], TimeSpan.FromMilliseconds(400), Eventually.Patience);
        Assert.InRange(pauses[1], TimeSpan.FromMilliseconds(800), Eventually.Patience);
    }

    [Fact]
    public async Task A_step_that_fails_once_completes_at_its_second_attempt()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm);
        var client = fleet.Running[0].Client;

        var retry = new { strategy = "constant", base_ms = 50, max_ms = 100 };
        var body = StepBody.Fail(1, "not yet") with { MaxRetries = 1, Retry = retry };
        var stepId = await client.SubmitAsync(body, Token);
        var step = await client.WaitForEndAsync(stepId, Eventually.Patience, Token);

        Assert.Equal("completed", step.Status);
        Assert.Equal(1, step.RetryCount);
        Assert.Equal(["retry", "completed"], step.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(2, step.Result!.Value.GetProperty("attempt").GetInt32());
    }

    public ValueTask DisposeAsync() => box.DisposeAsync();
}
