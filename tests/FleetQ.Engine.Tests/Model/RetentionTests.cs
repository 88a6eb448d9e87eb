using FleetQ.Engine.Model;

namespace FleetQ.Engine.Tests.Model;

public sealed class RetentionTests
{
    private static readonly Retention Days = new(TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(1));

    [Fact]
    public void Each_end_has_its_own_age_and_expired_steps_are_kept_like_cancelled_ones()
    {
        Assert.Equal(TimeSpan.FromDays(7), Days.Of(StepStatus.Completed));
        Assert.Equal(TimeSpan.FromDays(30), Days.Of(StepStatus.Failed));
        Assert.Equal(TimeSpan.FromDays(1), Days.Of(StepStatus.Cancelled));
        Assert.Equal(TimeSpan.FromDays(1), Days.Of(StepStatus.Expired));
    }

    [Theory]
    [InlineData(StepStatus.Blocked)]
    [InlineData(StepStatus.Scheduled)]
    [InlineData(StepStatus.Pending)]
    [InlineData(StepStatus.Claimed)]
    public void A_step_that_has_not_ended_is_never_pruned(StepStatus status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.Of(status));
}
