using FleetQ.Sdk.Testing.Tests.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing.Tests;

public sealed class StepHarnessTests
{
    private static StepHarness<PlainHandler> Plain => StepHarness.For<PlainHandler>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_shows_result_progress_logs_and_the_time_that_it_waited_without_waiting()
    {
        var mailbox = new RecordingMailbox();
        var harness = StepHarness.For<InvoiceHandler>()
            .WithArguments(new { SendTo = "ada", TotalAmount = 1.5m })
            .WithServices(services => services.AddSingleton<IMailbox>(mailbox));

        var attempt = await harness.RunAsync(Token);

        Assert.Equal(AttemptEnding.Completed, attempt.Ending);
        Assert.Equal(new InvoiceResult("ada", 3.0m, "invoice"), attempt.ResultAs<InvoiceResult>());
        Assert.Equal("""{"sent_to":"ada","doubled":3.0,"task_type":"invoice"}""", attempt.ResultJson);
        Assert.Equal([new AttemptProgress(0.5, "sending")], attempt.Progress);
        Assert.Equal(TimeSpan.FromMinutes(10), attempt.Elapsed);
        Assert.Equal([("ada", "idempotent_my-step")], mailbox.Sent);
        var line = Assert.Single(attempt.Logs, static line => line.Level == LogLevel.Information);
        Assert.Equal("Sent to recording", line.Message);
    }

    [Theory]
    [InlineData("""{"send_to":"ada","total_amount":"12"}""", "at $.total_amount: System.Decimal is expected")]
    [InlineData("""{"send_to":"ada","total_amount":1,"lines":[{"text":"a","count":1.5}]}""", "at $.lines[0].count")]
    public async Task Arguments_go_through_the_json_of_a_host_and_are_refused_as_it_refuses_them(
        string arguments, string problem)
    {
        var attempt = await StepHarness.For<InvoiceHandler>().WithArgumentsJson(arguments).RunAsync(Token);

        Assert.Equal((AttemptEnding.Failed, "invalid_arguments"), (attempt.Ending, attempt.Error?.Type));
        Assert.Contains(problem, attempt.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_of_the_handlers_own_type_comes_back_as_it_was()
    {
        var harness = StepHarness.For<InvoiceHandler>()
            .WithArguments(new InvoiceArgs("ada", 2, [new InvoiceLine("pens", 3)]))
            .WithTaskType("invoice.urgent");

        var attempt = await harness.RunAsync(Token);

        Assert.Equal(new InvoiceResult("ada", 4, "invoice.urgent"), attempt.ResultAs<InvoiceResult>());
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("1")]
    public async Task Arguments_that_are_no_object_are_a_mistake_of_the_test(string arguments)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Plain.WithArgumentsJson(arguments).RunAsync(Token));
    }

    [Fact]
    public async Task The_plugins_own_set_up_runs_with_the_settings_of_the_test()
    {
        var harness = StepHarness.For<InvoiceHandler>()
            .WithArguments(new { send_to = "ada", total_amount = 1 })
            .WithSettings(("Mailbox", "blue"));

        var attempt = await harness.RunAsync(Token);

        Assert.Contains(attempt.Logs, static line => line.Message == "Sent to blue");
    }

    [Fact]
    public async Task What_a_handler_throws_comes_back_as_texts()
    {
        var attempt = await Plain.WithArguments(new PlainArgs("throw")).RunAsync(Token);

        Assert.Equal(AttemptEnding.Retry, attempt.Ending);
        Assert.Equal("outer <- TimeoutException: inner", attempt.Error?.Message);
        Assert.Equal("System.InvalidOperationException", attempt.Error?.Type);
        Assert.Contains(nameof(PlainHandler), attempt.Error?.Stack, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(1), attempt.Delay);
    }

    [Theory]
    [InlineData("retry", AttemptEnding.Retry, "busy", 7)]
    [InlineData("fail", AttemptEnding.Failed, "no such order", null)]
    [InlineData("snooze", AttemptEnding.Snoozed, "too early", 300)]
    [InlineData("nothing", AttemptEnding.Completed, null, null)]
    public async Task Each_end_of_a_handler_is_told(string what, AttemptEnding ending, string? reason, int? minutes)
    {
        var attempt = await Plain.WithArguments(new PlainArgs(what)).RunAsync(Token);

        Assert.Equal((ending, reason), (attempt.Ending, attempt.Error?.Message));
        Assert.Equal(minutes is { } m ? TimeSpan.FromMinutes(m) : null, attempt.Delay);
    }

    [Fact]
    public async Task The_last_attempt_fails_the_step_where_an_earlier_one_would_be_repeated()
    {
        var harness = Plain.WithArguments(new PlainArgs("throw")).WithMaxRetries(4);

        var earlier = await harness.WithAttempt(4).RunAsync(Token);
        var last = await harness.WithAttempt(5).RunAsync(Token);

        Assert.Equal((AttemptEnding.Retry, 4), (earlier.Ending, earlier.Attempt));
        Assert.Equal((AttemptEnding.Failed, 5), (last.Ending, last.Attempt));
    }

    [Fact]
    public async Task Retries_are_played_to_the_end_and_their_pauses_cost_nothing()
    {
        var step = await Plain.WithArguments(new PlainArgs("throw twice")).RunToEndAsync(Token);

        Assert.Equal("completed", step.Status);
        Assert.Equal([1, 2, 3], step.Attempts.Select(static attempt => attempt.Attempt));
        Assert.Equal(TimeSpan.FromSeconds(1 + 2), step.Waited);
    }

    [Fact]
    public async Task A_step_that_never_works_fails_after_its_retries()
    {
        var step = await Plain.WithArguments(new PlainArgs("throw")).WithMaxRetries(1).RunToEndAsync(Token);

        Assert.Equal(("failed", 2), (step.Status, step.Attempts.Count));
    }

    [Fact]
    public async Task A_snooze_uses_no_attempt_and_raises_the_epoch()
    {
        var step = await Plain.WithArguments(new PlainArgs("snooze")).RunToEndAsync(Token);

        Assert.Equal([1, 1, 1], step.Attempts.Select(static attempt => attempt.Attempt));
        Assert.Equal(("completed", TimeSpan.FromHours(10)), (step.Status, step.Waited));
    }

    [Fact]
    public async Task A_step_that_never_ends_ends_the_test_with_a_sentence()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Plain.WithArguments(new PlainArgs("snooze for ever")).RunToEndAsync(Token));

        Assert.Contains("not ended after 1000 attempts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_tells_what_the_test_said()
    {
        var harness = Plain.WithArguments(new PlainArgs("check")).WithMetadata(new { user = "alice" })
            .WithStepId("s-1").WithTenant("blue").WithAttempt(2);

        var attempt = await harness.RunAsync(Token);

        Assert.Equal(
            [new AttemptProgress(1, "alice"), new AttemptProgress(null, "s-1 blue 2")], attempt.Progress);
    }

    [Fact]
    public async Task A_harness_is_not_changed_by_what_is_made_from_it()
    {
        var first = Plain.WithArguments(new PlainArgs("throw"));

        var second = await first.WithArguments(new PlainArgs("nothing")).RunAsync(Token);

        Assert.Equal(AttemptEnding.Completed, second.Ending);
        Assert.Equal(AttemptEnding.Retry, (await first.RunAsync(Token)).Ending);
    }

    [Fact]
    public async Task A_result_that_is_not_there_says_how_the_attempt_ended()
    {
        var attempt = await Plain.WithArguments(new PlainArgs("fail")).RunAsync(Token);

        var failure = Assert.Throws<InvalidOperationException>(() => attempt.ResultAs<string>());

        Assert.Contains("no such order", failure.Message, StringComparison.Ordinal);
    }
}
