using FleetQ.TestKit.MemoryStore;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.TestKit.Stores;

/// <summary>The reference store, on a clock that only passes when it is told to.</summary>
public sealed class MemoryStoreFixture : IStoreFixture
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryStoreState state;

    public MemoryStoreFixture() => state = new MemoryStoreState(clock);

    public Task<StoreHandle> OpenAsync() => Task.FromResult(state.OpenAgain().ToHandle());

    public Task PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
