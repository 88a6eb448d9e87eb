using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.Engine.Tests.Model;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(BackoffStrategy.Exponential, new[] { 1, 2, 4, 8, 16 })]
    [InlineData(BackoffStrategy.Linear, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(BackoffStrategy.Fibonacci, new[] { 1, 1, 2, 3, 5 })]
    [InlineData(BackoffStrategy.Constant, new[] { 1, 1, 1, 1, 1 })]
    public void Without_jitter_pauses_grow_as_their_strategy_says(BackoffStrategy strategy, int[] seconds)
    {
        var policy = new RetryPolicy(strategy, Second, TimeSpan.FromHours(1), Jitter: false);

        var pauses = Enumerable.Range(1, 5).Select(retry => (int)policy.DelayBefore(retry, new Random(1)).TotalSeconds);

        Assert.Equal(seconds, pauses);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_jitter_exponential_pauses_still_grow_each_time(int seed)
    {
        var random = new Random(seed);
        var policy = new RetryPolicy(BackoffStrategy.Exponential, Second, TimeSpan.FromHours(1), Jitter: true);

        var pauses = Enumerable.Range(1, 10).Select(retry => policy.DelayBefore(retry, random)).ToList();

        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(pauses.Count, pauses.Distinct().Count());
    }

    [Fact]
    public void Jitter_leaves_at_least_half_of_a_pause_and_never_adds_to_it()
    {
        var random = new Random(1);
        var policy = new RetryPolicy(BackoffStrategy.Constant, Second, Second, Jitter: true);

        var pauses = Enumerable.Range(1, 1_000).Select(_ => policy.DelayBefore(1, random).TotalSeconds).ToList();

        Assert.All(pauses, static pause => Assert.InRange(pause, 0.5, 1.0));
        Assert.True(pauses.Max() - pauses.Min() > 0.4, "Pauses should differ, so that steps come back apart.");
    }

    [Theory]
    [InlineData(BackoffStrategy.Exponential)]
    [InlineData(BackoffStrategy.Linear)]
    [InlineData(BackoffStrategy.Fibonacci)]
    public void The_hundredth_pause_is_the_longest_allowed(BackoffStrategy strategy)
    {
        var policy = new RetryPolicy(strategy, Second, TimeSpan.FromSeconds(10), Jitter: false);

        Assert.Equal(TimeSpan.FromSeconds(10), policy.DelayBefore(100, new Random(1)));
    }
}
