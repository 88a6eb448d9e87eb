using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class DrainConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_told_to_end_lets_short_steps_finish_and_gives_long_ones_back_without_using_an_attempt()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm with { ShutdownTimeout = TimeSpan.FromSeconds(10) });
        var draining = fleet.Running[0];
        var ends = StepBody.Sleep(TimeSpan.FromSeconds(4)) with { MaxRetries = 0 };
        var stays = StepBody.Sleep(TimeSpan.FromMinutes(10)) with { MaxRetries = 0 };
        var stepIds = await draining.Client.SubmitBatchAsync([ends, stays, ends, stays], Token);
        await draining.Client.WaitForClaimsAsync(4, Token);

        var exitCode = await draining.TerminateAsync(Token);
        var next = await fleet.StartPodAsync("pod-2", Token);
        await next.Client.WaitForClaimsAsync(2, Token);

        Assert.Equal(0, exitCode);
        foreach (var stepId in new[] { stepIds[0], stepIds[2] })
        {
            var step = await next.Client.ReadAsync(stepId, Token);
            Assert.Equal("completed", step.Status);
            Assert.Equal("pod-1", Assert.Single(step.Attempts).Pod);
        }

        foreach (var stepId in new[] { stepIds[1], stepIds[3] })
        {
            var step = await next.Client.ReadAsync(stepId, Token);
            Assert.Equal("claimed", step.Status);
            Assert.Equal(0, step.RetryCount);
            Assert.Equal([1, 1], step.Attempts.Select(attempt => attempt.Number));
            Assert.Equal(["released", null], step.Attempts.Select(attempt => attempt.Outcome));
            Assert.Equal(["pod-1", "pod-2"], step.Attempts.Select(attempt => attempt.Pod));
        }
    }

    [Fact]
    public async Task A_draining_pod_takes_no_more_steps_and_still_answers()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm with { ShutdownTimeout = TimeSpan.FromSeconds(60) });
        var draining = fleet.Running[0];
        var running = await draining.Client.SubmitAsync(StepBody.Sleep(TimeSpan.FromMinutes(10)), Token);
        await draining.Client.WaitForClaimsAsync(1, Token);

        draining.BeginTermination();
        await Eventually.HoldsAsync(
            "the pod is not ready",
            Eventually.Patience,
            async () => !await draining.Client.IsReadyAsync(Token),
            Token);
        var seen = await draining.Client.ReadAsync(running, Token);
        await draining.Client.CancelAsync(running, Token);
        var exitCode = await draining.WaitForExitAsync(Token);
        var next = await fleet.StartPodAsync("pod-2", Token);

        Assert.Equal("claimed", seen.Status);
        Assert.Equal(0, exitCode);
        var ended = await next.Client.ReadAsync(running, Token);
        Assert.Equal("cancelled", ended.Status);
        Assert.DoesNotContain(ended.Attempts, static attempt => attempt.Outcome == "released");
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
