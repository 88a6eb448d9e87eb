namespace FleetQ.Sdk.Tests;

public sealed class StepResultTests
{
    [Fact]
    public void A_completed_attempt_has_neither_reason_nor_delay()
    {
        Assert.Equal(
            (StepResultKind.Completed, null, null),
            (StepResult.Completed.Kind, StepResult.Completed.Reason, StepResult.Completed.Delay));
    }

    [Fact]
    public void A_retry_says_why_and_when()
    {
        var soon = StepResult.RetryAfter(TimeSpan.FromSeconds(5), "Busy.");
        var byPolicy = StepResult.RetryAfter(null, "Busy.");

        Assert.Equal(
            (StepResultKind.Retry, "Busy.", TimeSpan.FromSeconds(5)), (soon.Kind, soon.Reason, soon.Delay));
        Assert.Null(byPolicy.Delay);
    }

    [Fact]
    public void A_failure_says_why()
    {
        var failed = StepResult.Fail("No such file.");

        Assert.Equal((StepResultKind.Failed, "No such file.", null), (failed.Kind, failed.Reason, failed.Delay));
    }

    [Fact]
    public void A_snooze_says_how_long_and_may_say_why()
    {
        var snoozed = StepResult.Snooze(TimeSpan.Zero);

        Assert.Equal((StepResultKind.Snoozed, null, TimeSpan.Zero), (snoozed.Kind, snoozed.Reason, snoozed.Delay));
        Assert.Equal("Night.", StepResult.Snooze(TimeSpan.FromHours(8), "Night.").Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void A_failed_attempt_needs_a_reason(string? reason)
    {
        Assert.ThrowsAny<ArgumentException>(() => StepResult.Fail(reason!));
        Assert.ThrowsAny<ArgumentException>(() => StepResult.RetryAfter(null, reason!));
    }

    [Fact]
    public void A_delay_is_never_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StepResult.RetryAfter(TimeSpan.FromTicks(-1), "Busy."));
        Assert.Throws<ArgumentOutOfRangeException>(() => StepResult.Snooze(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_value_completes_an_attempt_with_a_result()
    {
        StepResult<string> result = "done";

        Assert.Same(StepResult.Completed, result.End);
        Assert.Equal("done", result.Value);
    }

    [Fact]
    public void An_end_converts_to_one_without_a_value()
    {
        var end = StepResult.Fail("No.");

        StepResult<int> result = end;

        Assert.Same(end, result.End);
        Assert.Equal(0, result.Value);
    }
}
