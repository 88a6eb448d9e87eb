using FleetQ.Engine.Loops;
using FleetQ.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Loops;

public sealed class WakeSignalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider clock = new();
    private readonly WakeSignal signal;

    public WakeSignalTests() => signal = new WakeSignal(clock);

    [Fact]
    public async Task A_signal_ends_the_wait_without_any_time_passing()
    {
        var wait = signal.WaitAsync(TimeSpan.FromHours(1), Stop);

        signal.Set();

        Assert.True(await wait);
    }

    [Fact]
    public async Task Signals_sent_while_the_loop_is_awake_are_kept_as_one()
    {
        signal.Set();
        signal.Set();

        Assert.True(await signal.WaitAsync(TimeSpan.FromHours(1), Stop));
        var second = signal.WaitAsync(TimeSpan.FromHours(1), Stop);

        Assert.False(second.IsCompleted);
        signal.Set();
        Assert.True(await second);
    }

    [Fact]
    public async Task Without_a_signal_the_wait_ends_after_its_time()
    {
        var wait = signal.WaitAsync(TimeSpan.FromSeconds(5), Stop);

        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.False(await wait);
    }

    [Fact]
    public async Task A_cancelled_wait_loses_no_signal()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var wait = signal.WaitAsync(Timeout.InfiniteTimeSpan, stopping.Token);

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        signal.Set();

        Assert.True(await signal.WaitAsync(Timeout.InfiniteTimeSpan, Stop));
    }

    [Fact]
    public async Task Many_senders_at_once_never_leave_the_loop_asleep()
    {
        for (var i = 0; i < 500; i++)
        {
            var wait = signal.WaitAsync(Timeout.InfiniteTimeSpan, Stop);
            await Task.WhenAll(Task.Run(signal.Set, Stop), Task.Run(signal.Set, Stop));

            Assert.True(await wait.WaitAsync(Eventually.Patience, Stop));
            await signal.WaitAsync(TimeSpan.Zero, Stop);
        }
    }
}
