using FleetQ.Sdk.Testing.Tests.Handlers;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Sdk.Testing.Tests;

public sealed class HarnessClockTests
{
    private static StepHarness<PlainHandler> Plain => StepHarness.For<PlainHandler>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timeout_ends_a_handler_that_waits_for_ever_and_says_so()
    {
        var harness = Plain.WithArguments(new PlainArgs("wait for ever")).WithTimeout(TimeSpan.FromMinutes(3));

        var attempt = await harness.RunAsync(Token);

        Assert.Equal((AttemptEnding.Retry, "timeout"), (attempt.Ending, attempt.Error?.Type));
        Assert.Equal("The attempt ran longer than its timeout of 180 s.", attempt.Error?.Message);
        Assert.Equal(TimeSpan.FromMinutes(3), attempt.Elapsed);
    }

    [Fact]
    public async Task A_cancelled_step_ends_when_its_time_has_come()
    {
        var harness = StepHarness.For<InvoiceHandler>().WithArguments(new InvoiceArgs("ada", 1))
            .CancelAfter(TimeSpan.FromMinutes(4)).WithTimeout(TimeSpan.FromMinutes(5));

        var attempt = await harness.RunAsync(Token);

        Assert.Equal((AttemptEnding.Cancelled, TimeSpan.FromMinutes(4)), (attempt.Ending, attempt.Elapsed));
    }

    [Fact]
    public async Task A_timeout_that_is_longer_than_the_handler_changes_nothing()
    {
        var harness = StepHarness.For<InvoiceHandler>().WithArguments(new InvoiceArgs("ada", 1))
            .WithTimeout(TimeSpan.FromMinutes(11));

        var attempt = await harness.RunAsync(Token);

        Assert.Equal((AttemptEnding.Completed, TimeSpan.FromMinutes(10)), (attempt.Ending, attempt.Elapsed));
    }

    [Fact]
    public async Task A_timer_that_repeats_ticks_as_often_as_the_handler_waits_for_it()
    {
        var attempt = await Plain.WithArguments(new PlainArgs("tick")).RunAsync(Token);

        Assert.Equal(3, attempt.Progress.Count);
        Assert.True(attempt.Elapsed >= TimeSpan.FromSeconds(90), $"It ticked within {attempt.Elapsed}.");
    }

    [Fact]
    public async Task A_clock_of_the_tests_own_is_turned_by_the_test()
    {
        var time = new FakeTimeProvider();
        var running = StepHarness.For<InvoiceHandler>().WithArguments(new InvoiceArgs("ada", 1))
            .WithTime(time).RunAsync(Token);

        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(AttemptEnding.Completed, (await running).Ending);
        Assert.True((await running).Elapsed >= TimeSpan.FromMinutes(10), "It did not wait for the test's clock.");
    }

    [Fact]
    public async Task A_test_that_is_given_up_ends_its_attempt()
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Plain.WithArguments(new PlainArgs("wait for ever")).RunAsync(given.Token);

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
