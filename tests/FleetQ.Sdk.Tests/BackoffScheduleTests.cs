namespace FleetQ.Sdk.Tests;

public sealed class BackoffScheduleTests
{
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(BackoffStrategy.Exponential, new[] { 100, 200, 400, 800, 1600, 3200 })]
    [InlineData(BackoffStrategy.Linear, new[] { 100, 200, 300, 400, 500, 600 })]
    [InlineData(BackoffStrategy.Fibonacci, new[] { 100, 100, 200, 300, 500, 800 })]
    [InlineData(BackoffStrategy.Constant, new[] { 100, 100, 100, 100, 100, 100 })]
    public void Pauses_grow_as_their_strategy_says(BackoffStrategy strategy, int[] expectedMs)
    {
        var pauses = Enumerable.Range(1, 6).Select(retry => DelayMs(retry, strategy, BackoffJitter.None));

        Assert.Equal(expectedMs.Select(ms => (double)ms), pauses);
    }

    [Theory]
    [InlineData(BackoffStrategy.Exponential)]
    [InlineData(BackoffStrategy.Linear)]
    [InlineData(BackoffStrategy.Fibonacci)]
    public void No_pause_is_longer_than_the_cap_however_late_the_retry(BackoffStrategy strategy)
    {
        int[] retries = [200, 1_000, 100_000, int.MaxValue];

        Assert.All(retries, retry => Assert.Equal(10_000, DelayMs(retry, strategy, BackoffJitter.None)));
    }

    [Fact]
    public void Full_jitter_spreads_a_pause_from_nothing_to_its_whole()
    {
        var pauses = ManyDelaysMs(BackoffJitter.Full);

        Assert.All(pauses, pause => Assert.InRange(pause, 0, 400));
        Assert.InRange(pauses.Min(), 0, 20);
        Assert.InRange(pauses.Max(), 380, 400);
        Assert.InRange(pauses.Average(), 180, 220);
    }

    [Fact]
    public void Equal_jitter_keeps_half_of_a_pause()
    {
        var pauses = ManyDelaysMs(BackoffJitter.Equal);

        Assert.All(pauses, pause => Assert.InRange(pause, 200, 400));
        Assert.InRange(pauses.Min(), 200, 210);
        Assert.InRange(pauses.Max(), 390, 400);
        Assert.InRange(pauses.Average(), 290, 310);
    }

    [Theory]
    [InlineData(BackoffJitter.Full)]
    [InlineData(BackoffJitter.Equal)]
    public void The_cap_holds_with_chance_included(BackoffJitter jitter)
    {
        var random = new Random(1);
        var cap = TimeSpan.FromMilliseconds(150);

        var pauses = Enumerable.Range(1, 500).Select(
            retry => BackoffSchedule.DelayBefore(retry, BackoffStrategy.Exponential, BaseDelay, cap, jitter, random));

        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.Zero, cap));
    }

    [Fact]
    public void The_same_seed_gives_the_same_pauses()
    {
        Assert.Equal(ManyDelaysMs(BackoffJitter.Full), ManyDelaysMs(BackoffJitter.Full));
    }

    [Fact]
    public void The_smallest_chance_gives_no_pause_and_is_asked_for_only_with_jitter()
    {
        var zero = new RandomOf(0);

        Assert.Equal(0, DelayMs(3, BackoffStrategy.Linear, BackoffJitter.Full, zero));
        Assert.Equal(150, DelayMs(3, BackoffStrategy.Linear, BackoffJitter.Equal, zero));
        Assert.Equal(300, DelayMs(3, BackoffStrategy.Linear, BackoffJitter.None, zero));
        Assert.Equal(2, zero.Asked);
    }

    [Fact]
    public void A_retry_counts_from_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayMs(0, BackoffStrategy.Constant, BackoffJitter.None));
    }

    [Fact]
    public void A_strategy_or_a_jitter_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayMs(1, (BackoffStrategy)9, BackoffJitter.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayMs(1, BackoffStrategy.Constant, (BackoffJitter)9));
    }

    private static List<double> ManyDelaysMs(BackoffJitter jitter)
    {
        var random = new Random(42);
        return [.. Enumerable.Range(0, 1_000).Select(_ => DelayMs(3, BackoffStrategy.Exponential, jitter, random))];
    }

    private static double DelayMs(int retry, BackoffStrategy strategy, BackoffJitter jitter, Random? random = null)
    {
        var cap = TimeSpan.FromSeconds(10);
        return BackoffSchedule
            .DelayBefore(retry, strategy, BaseDelay, cap, jitter, random ?? new Random(1))
            .TotalMilliseconds;
    }

    private sealed class RandomOf(double value) : Random
    {
        public int Asked { get; private set; }

        public override double NextDouble()
        {
            Asked++;
            return value;
        }
    }
}
