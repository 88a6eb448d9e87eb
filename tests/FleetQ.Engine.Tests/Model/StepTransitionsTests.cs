using FleetQ.Engine.Model;

namespace FleetQ.Engine.Tests.Model;

public sealed class StepTransitionsTests
{
    private static readonly StepStatus[] All = Enum.GetValues<StepStatus>();

    [Fact]
    public void A_step_never_goes_to_the_status_it_is_in() =>
        Assert.DoesNotContain(All, static status => StepTransitions.Exists(status, status));

    [Fact]
    public void Completed_is_the_end() =>
        Assert.DoesNotContain(All, static to => StepTransitions.Exists(StepStatus.Completed, to));

    [Fact]
    public void From_the_other_ends_only_an_operators_retry_leads_back_to_pending()
    {
        StepStatus[] ends = [StepStatus.Failed, StepStatus.Cancelled, StepStatus.Expired];

        foreach (var from in ends)
        {
            Assert.Equal([StepStatus.Pending], All.Where(to => StepTransitions.Exists(from, to)));
        }
    }

    [Fact]
    public void Only_a_pending_step_is_claimed() =>
        Assert.Equal([StepStatus.Pending], All.Where(static from => StepTransitions.Exists(from, StepStatus.Claimed)));

    [Fact]
    public void Only_a_claimed_step_completes_or_fails()
    {
        StepStatus[] results = [StepStatus.Completed, StepStatus.Failed];

        foreach (var to in results)
        {
            Assert.Equal([StepStatus.Claimed], All.Where(from => StepTransitions.Exists(from, to)));
        }
    }

    [Fact]
    public void A_claimed_step_never_expires() =>
        Assert.False(StepTransitions.Exists(StepStatus.Claimed, StepStatus.Expired));

    [Fact]
    public void Nothing_goes_back_to_blocked() =>
        Assert.DoesNotContain(All, static from => StepTransitions.Exists(from, StepStatus.Blocked));

    [Fact]
    public void An_end_is_reached_from_every_status_that_is_none()
    {
        foreach (var from in All.Where(static status => !status.IsEnded()))
        {
            Assert.Contains(All, to => to.IsEnded() && StepTransitions.Exists(from, to));
        }
    }

    [Fact]
    public void Every_outcome_is_a_move_that_a_claimed_step_can_make()
    {
        foreach (var kind in Enum.GetValues<OutcomeKind>())
        {
            var outcome = new Outcome { Key = new ClaimKey(new StepId("a"), 1), Kind = kind };

            Assert.True(StepTransitions.Exists(StepStatus.Claimed, outcome.Status), $"{kind}");
        }
    }
}
