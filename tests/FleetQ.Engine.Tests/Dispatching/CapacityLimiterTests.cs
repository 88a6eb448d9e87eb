using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.TestKit.Handlers;

namespace FleetQ.Engine.Tests.Dispatching;

public sealed class CapacityLimiterTests
{
    private static readonly TaskType Echo = new("echo");
    private static readonly TaskType Other = new("other");

    [Theory]
    [InlineData(10, 0.8, 8)]
    [InlineData(5, 0.8, 4)]
    [InlineData(10, 0.7, 7)]
    [InlineData(1, 0.1, 1)]
    [InlineData(3, 0.33, 1)]
    [InlineData(10_000, 1.0, 10_000)]
    public void Capacity_is_the_used_part_of_the_parallelism_and_never_nothing(int most, double part, int capacity)
    {
        var options = new DispatchingOptions { MaxParallelism = most, CapacityThreshold = part };

        Assert.Equal(capacity, options.Capacity);
    }

    [Fact]
    public void Places_are_taken_and_freed()
    {
        var limiter = new CapacityLimiter(new DispatchingOptions { MaxParallelism = 3, CapacityThreshold = 1 });

        var taken = new[] { limiter.TryTake(), limiter.TryTake(), limiter.TryTake(), limiter.TryTake() };
        limiter.Free();

        Assert.Equal([true, true, true, false], taken);
        Assert.Equal((2, 1), (limiter.Running, limiter.Room));
    }

    [Fact]
    public void A_task_type_s_own_limit_counts_what_is_held_of_it()
    {
        var limiter = new CapacityLimiter(new DispatchingOptions { MaxParallelism = 4, CapacityThreshold = 1 });
        var routes = new FakeRoutes().AddEcho("other");
        routes.AddGate("echo", maxConcurrency: 2);
        var echo = routes.Find(Echo)!;

        limiter.Hold(Echo);
        limiter.Hold(Other);
        var withOneHeld = limiter.GetRoomOf(echo);
        limiter.Hold(Echo);
        limiter.Hold(Echo);
        limiter.Release(Echo);

        Assert.Equal((1, 0), (withOneHeld, limiter.GetRoomOf(echo)));
        Assert.Null(limiter.GetRoomOf(routes.Find(Other)!));
    }

    [Fact]
    public void Threads_that_free_places_at_once_lose_none()
    {
        var limiter = new CapacityLimiter(new DispatchingOptions { MaxParallelism = 10_000, CapacityThreshold = 1 });
        for (var i = 0; i < 10_000; i++)
        {
            limiter.TryTake();
        }

        Parallel.For(0, 10_000, _ => limiter.Free());

        Assert.Equal(10_000, limiter.Room);
    }
}
