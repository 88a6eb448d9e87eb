using FleetQ.Engine.Loops;

namespace FleetQ.Engine.Tests.Loops;

public sealed class IdleWaveTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset WaveStart = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IdleWave wave = new(Interval);

    [Fact]
    public void Pods_that_ask_at_different_times_come_in_the_same_wave()
    {
        var places = Enumerable.Range(1, 250)
            .Select(second => WaveStart.AddSeconds(second))
            .Select((now, number) => now + wave.UntilNext(now, number / 250.0));

        Assert.All(
            places,
            place => Assert.InRange(place - (WaveStart + Interval), TimeSpan.Zero, wave.Spread));
    }

    [Fact]
    public void A_timer_that_comes_a_moment_early_makes_no_second_look()
    {
        var early = WaveStart + Interval - TimeSpan.FromMilliseconds(3);

        Assert.True(wave.UntilNext(early, chance: 0) > Interval);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(299, 0)]
    [InlineData(299, 1)]
    public void A_wait_is_never_much_longer_than_the_interval(int second, double chance) =>
        Assert.InRange(
            wave.UntilNext(WaveStart.AddSeconds(second), chance),
            TimeSpan.FromTicks(1),
            Interval + (wave.Spread * 2));
}
