using FleetQ.Engine.Model;

namespace FleetQ.Engine.Tests.Model;

public sealed class StepStatusesTests
{
    [Theory]
    [InlineData(StepStatus.Blocked, "blocked")]
    [InlineData(StepStatus.Scheduled, "scheduled")]
    [InlineData(StepStatus.Pending, "pending")]
    [InlineData(StepStatus.Claimed, "claimed")]
    [InlineData(StepStatus.Completed, "completed")]
    [InlineData(StepStatus.Failed, "failed")]
    [InlineData(StepStatus.Cancelled, "cancelled")]
    [InlineData(StepStatus.Expired, "expired")]
    public void A_status_and_its_word_name_each_other(StepStatus status, string word)
    {
        Assert.Equal(word, status.ToWord());
        Assert.Equal(status, StepStatuses.Find(word));
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("running")]
    [InlineData("2")]
    [InlineData("")]
    public void A_word_that_a_newer_pod_may_know_is_no_status_here(string word) =>
        Assert.Null(StepStatuses.Find(word));

    [Fact]
    public void Only_pods_that_are_active_or_draining_hold_claims()
    {
        var holders = Enum.GetValues<PodState>().Where(static state => state.HoldsClaims());

        Assert.Equal([PodState.Active, PodState.Draining], holders);
    }
}
