using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Sdk;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class AttemptTests
{
    private static readonly RetryPolicy Growing =
        new(BackoffStrategy.Exponential, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), Jitter: false);

    [Fact]
    public async Task A_completed_attempt_is_recorded_with_its_result_and_its_plugin()
    {
        await using var bench = new DispatchBench();
        bench.Routes.Add("echo", static (attempt, _) => Task.FromResult(Ends.Completed($"[{attempt.Arguments}]")));

        var claim = await bench.StartAsync(Factory.Step() with { Payload = """{"a": 1e400, "b":"\u00e9"}""" });
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal(StepStatus.Completed, step.Status);
        Assert.Equal("""[{"a": 1e400, "b":"\u00e9"}]""", step.Result);
        Assert.Equal((Factory.Plugin, 1, 0), (step.Plugin, step.Attempt, step.RetryCount));
    }

    [Fact]
    public async Task A_step_that_always_fails_runs_once_more_than_it_has_retries_with_growing_pauses_and_then_fails()
    {
        await using var bench = new DispatchBench(completion: new CompletionOptions { DefaultRetry = Growing });
        bench.Routes.Add("echo", static (attempt, _) =>
            Task.FromResult(Ends.Retry($"no luck {attempt.Claim.Attempt}")));
        var claim = await bench.StartAsync(Factory.Step(maxRetries: 3));
        var pauses = new List<TimeSpan>();
        await bench.SettledAsync();

        for (var step = await bench.GetAsync(claim.Key.StepId); !step.Status.IsEnded();)
        {
            Assert.Equal(StepStatus.Scheduled, step.Status);
            pauses.Add(step.NotBefore!.Value - bench.Clock.GetUtcNow());
            bench.Clock.Advance(pauses[^1]);
            await bench.Store.AdvanceDueAsync(10, DispatchBench.Stop);
            await bench.StartNextAsync();
            await bench.SettledAsync();
            step = await bench.GetAsync(claim.Key.StepId);
        }

        var ended = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal([1, 2, 4], pauses.Select(static pause => (int)Math.Round(pause.TotalSeconds)));
        Assert.Equal((StepStatus.Failed, 4, "no luck 4"), (ended.Status, ended.Attempt, ended.Error!.Message));
        Assert.Contains("no luck 1", ended.Attempts, StringComparison.Ordinal);
        Assert.Equal((3, 1), (bench.Metrics.Retried.Total, bench.Metrics.Failed.Total));
    }

    [Fact]
    public async Task A_step_s_own_retry_policy_and_a_handler_s_own_delay_go_before_the_default()
    {
        await using var bench = new DispatchBench(completion: new CompletionOptions { DefaultRetry = Growing });
        var own = new RetryPolicy(BackoffStrategy.Constant, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7), false);
        bench.Routes.Add("echo", static (_, _) => Task.FromResult(Ends.Retry()));
        bench.Routes.Add("asks", static (_, _) => Task.FromResult(Ends.Retry(delay: TimeSpan.FromSeconds(42))));

        var byPolicy = await bench.StartAsync(Factory.Step() with { Retry = own });
        var byHandler = await bench.StartAsync(Factory.Step("asks") with { Retry = own });
        await bench.SettledAsync();

        var now = bench.Clock.GetUtcNow();
        Assert.Equal(TimeSpan.FromSeconds(7), (await bench.GetAsync(byPolicy.Key.StepId)).NotBefore - now);
        Assert.Equal(TimeSpan.FromSeconds(42), (await bench.GetAsync(byHandler.Key.StepId)).NotBefore - now);
    }

    [Fact]
    public async Task An_attempt_that_fails_for_good_is_not_repeated_though_retries_are_left()
    {
        await using var bench = new DispatchBench();
        bench.Routes.Add("echo", static (_, _) => Task.FromResult(Ends.Failed("the file is no CSV")));

        var claim = await bench.StartAsync(Factory.Step(maxRetries: 9));
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Failed, 1, "the file is no CSV"), (step.Status, step.Attempt, step.Error!.Message));
    }

    [Fact]
    public async Task A_runner_that_throws_costs_an_attempt_and_not_the_step()
    {
        await using var bench = new DispatchBench();
        bench.Routes.Add("echo", static (_, _) => throw new InvalidOperationException("the runner itself"));

        var claim = await bench.StartAsync(Factory.Step());
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Scheduled, "the runner itself"), (step.Status, step.Error!.Message));
        Assert.Equal(0, bench.Limiter.Running);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failed_attempt()
    {
        await using var bench = new DispatchBench();
        bench.Routes.Add("echo", static (_, _) => throw new OperationCanceledException("some other token"));

        var claim = await bench.StartAsync(Factory.Step());
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Scheduled, 1), (step.Status, step.Attempt));
    }

    [Fact]
    public async Task A_snoozed_step_comes_back_later_without_having_used_an_attempt()
    {
        await using var bench = new DispatchBench();
        bench.Routes.Add("echo", static (_, _) => Task.FromResult(Ends.Snoozed(TimeSpan.FromMinutes(1))));

        var claim = await bench.StartAsync(Factory.Step(maxRetries: 0));
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Scheduled, 0, 1L), (step.Status, step.Attempt, step.ClaimEpoch));
        Assert.Equal(TimeSpan.FromMinutes(1), step.NotBefore - bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_step_that_its_plugin_gives_back_is_pending_and_has_used_no_attempt()
    {
        var retired = Factory.Plugin with { Version = "0.9.0" };
        await using var bench = new DispatchBench();
        bench.Routes.Add(
            "echo",
            (_, _) => Task.FromResult(new AttemptResult { End = AttemptEnd.Released, Plugin = retired }));

        var claim = await bench.StartAsync(Factory.Step(maxRetries: 0));
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Pending, 0, retired), (step.Status, step.Attempt, step.Plugin));
    }

    [Fact]
    public async Task A_step_whose_handler_was_unloaded_after_the_claim_is_given_back()
    {
        await using var bench = new DispatchBench();

        var claim = await bench.StartAsync(Factory.Step());
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal((StepStatus.Pending, 0), (step.Status, step.Attempt));
    }

    [Fact]
    public async Task In_the_second_form_the_handler_gets_the_payload_without_its_task_type_each_value_as_it_was_sent()
    {
        await using var bench = new DispatchBench();
        bench.Routes.Add("echo", static (attempt, _) => Task.FromResult(Ends.Completed(attempt.Arguments)));

        var claim = await bench.StartAsync(Factory.Step() with
        {
            Payload = """{"n": 1.10, "task_type":"echo", "s":"\u00e9\/", "deep": {"task_type" : [1,  2]}}""",
            PayloadForm = PayloadForm.Payload,
        });
        await bench.SettledAsync();

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal("""{"n":1.10,"s":"\u00e9\/","deep":{"task_type" : [1,  2]}}""", step.Result);
    }

    [Fact]
    public async Task Progress_is_stored_while_the_handler_runs()
    {
        await using var bench = new DispatchBench();
        var gate = bench.Routes.AddGate();
        var claim = await bench.StartAsync(Factory.Step());
        var held = await gate.Started.NextAsync(DispatchBench.Stop);

        held.Attempt.OnProgress(0.25, "a quarter");
        await Eventually.TrueAsync(async () => (await bench.GetAsync(claim.Key.StepId)).Progress is not null);

        var step = await bench.GetAsync(claim.Key.StepId);
        Assert.Equal("""{"fraction":0.25,"message":"a quarter"}""", step.Progress);
        held.Complete();
        await bench.SettledAsync();
    }
}
