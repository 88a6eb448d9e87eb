using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Postgres;

/// <summary>A pod that listens already and cannot register, because somebody holds the tables.</summary>
public sealed class PostgresWaitingStartTests : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(FleetEngines.Postgres);
    private IAsyncDisposable? hold;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_ends_in_order_when_it_is_told_to()
    {
        var pod = await StartAsync();

        var exitCode = await pod.TerminateAsync(Token);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(pod.Log, static line => line.Contains("Unhandled", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (hold is not null)
        {
            await hold.DisposeAsync();
        }

        await box.DisposeAsync();
    }

    private async Task<HostProcess> StartAsync()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm);
        await fleet.Running[0].TerminateAsync(Token);
        hold = await fleet.Store.HoldWritesAsync(Token);
        var pod = fleet.Launch("pod-1", PodSettings.Calm);
        await Eventually.HoldsAsync("it listens", Eventually.Patience, () => pod.Client.IsLiveAsync(Token), Token);
        return pod;
    }
}
