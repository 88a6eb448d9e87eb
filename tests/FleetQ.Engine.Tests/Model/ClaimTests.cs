using FleetQ.Engine.Model;
using FleetQ.TestKit;

namespace FleetQ.Engine.Tests.Model;

public sealed class ClaimTests
{
    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(3, 3, true)]
    [InlineData(4, 3, false)]
    public void A_step_runs_once_more_than_it_has_retries(int attempt, int maxRetries, bool mayRunAgain)
    {
        var step = Factory.Step(maxRetries: maxRetries);

        var claim = Factory.Claim(Factory.Identity(), step, attempt: attempt);

        Assert.Equal(mayRunAgain, claim.HasRetriesLeft);
    }

    [Fact]
    public void Only_what_the_pod_gave_back_itself_is_refunded()
    {
        var key = new ClaimKey(Factory.StepId(), 1);

        var refunded = Enum.GetValues<OutcomeKind>()
            .Where(kind => new Outcome { Key = key, Kind = kind }.RefundsAttempt);

        Assert.Equal([OutcomeKind.Released, OutcomeKind.Snoozed], refunded);
    }
}
