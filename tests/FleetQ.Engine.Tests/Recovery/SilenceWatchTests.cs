using FleetQ.Engine.Model;
using FleetQ.Engine.Recovery;
using FleetQ.TestKit;
using FleetQ.TestKit.MemoryStore;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Recovery;

public sealed class SilenceWatchTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider clock = new();
    private readonly MemoryStoreState store;
    private readonly SilenceWatch watch;
    private readonly PodIdentity silent = Factory.Identity("silent");

    public SilenceWatchTests()
    {
        store = new MemoryStoreState(clock);
        watch = new SilenceWatch(
            new RecoveryOptions { HeartbeatInterval = Beat, DeadPodThreshold = Threshold }, clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_whose_beat_stays_the_same_over_the_whole_threshold_is_silent()
    {
        await store.RegisterAsync(Factory.Registration(silent), Stop);

        await WatchAsync(reads: 6);
        Assert.Empty(watch.FindSilent());
        await WatchAsync(reads: 2);

        var found = Assert.Single(watch.FindSilent());
        Assert.Equal((silent, 0L), (found.Pod, found.Beat));
    }

    [Fact]
    public async Task A_pod_that_beats_now_and_then_is_never_silent()
    {
        await store.RegisterAsync(Factory.Registration(silent), Stop);

        for (var i = 0; i < 5; i++)
        {
            await WatchAsync(reads: 5);
            await store.BeatAsync(silent, 0, Stop);
            Assert.Empty(watch.FindSilent());
        }
    }

    [Fact]
    public async Task After_an_outage_of_the_watcher_the_watch_starts_anew()
    {
        await store.RegisterAsync(Factory.Registration(silent), Stop);
        await WatchAsync(reads: 5);

        clock.Advance(10 * Threshold);
        await WatchAsync(reads: 1);
        Assert.Empty(watch.FindSilent());
        await WatchAsync(reads: 5);
        Assert.Empty(watch.FindSilent());
        await WatchAsync(reads: 2);

        Assert.Single(watch.FindSilent());
    }

    [Fact]
    public async Task A_watcher_that_has_not_read_of_late_finds_nobody()
    {
        await store.RegisterAsync(Factory.Registration(silent), Stop);
        await WatchAsync(reads: 8);

        clock.Advance(3 * Beat);

        Assert.Empty(watch.FindSilent());
    }

    [Fact]
    public async Task A_new_incarnation_does_not_inherit_the_silence_of_the_old_one()
    {
        await store.RegisterAsync(Factory.Registration(silent), Stop);
        await WatchAsync(reads: 7);

        await store.RegisterAsync(Factory.Registration("silent"), Stop);
        await WatchAsync(reads: 1);

        Assert.Empty(watch.FindSilent());
    }

    private async Task WatchAsync(int reads)
    {
        for (var i = 0; i < reads; i++)
        {
            watch.Observe(await store.ListPodsAsync(Stop));
            clock.Advance(Beat);
        }
    }
}
