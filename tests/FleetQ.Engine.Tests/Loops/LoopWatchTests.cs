using FleetQ.Engine.Loops;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Loops;

public sealed class LoopWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider clock = new();
    private readonly LoopWatch watch;

    public LoopWatchTests() => watch = new LoopWatch(Limit, clock);

    [Fact]
    public void A_loop_that_waits_for_input_turns_for_ever()
    {
        watch.Get("claiming").Idle();

        clock.Advance(TimeSpan.FromDays(1));

        Assert.True(watch.AllTurn);
    }

    [Fact]
    public void A_loop_that_works_for_longer_than_the_limit_is_stuck_until_it_turns_again()
    {
        var pulse = watch.Get("claiming");
        watch.Get("completion").Idle();
        pulse.Working();

        clock.Advance(Limit + TimeSpan.FromMilliseconds(1));

        Assert.False(watch.AllTurn);
        Assert.Equal(
            [("claiming", false), ("completion", true)],
            watch.Loops.OrderBy(static loop => loop.Key, StringComparer.Ordinal)
                .Select(static loop => (loop.Key, loop.Value)));
        pulse.Turn(TimeSpan.FromSeconds(1));
        Assert.True(watch.AllTurn);
    }

    [Fact]
    public void A_loop_that_said_when_it_turns_next_has_that_long_and_the_limit()
    {
        var pulse = watch.Get("recovery");
        pulse.Turn(TimeSpan.FromSeconds(30));

        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.True(pulse.IsTurning);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(pulse.IsTurning);
    }

    [Fact]
    public void A_name_has_one_pulse() =>
        Assert.Same(watch.Get("claiming"), watch.Get("claiming"));
}
