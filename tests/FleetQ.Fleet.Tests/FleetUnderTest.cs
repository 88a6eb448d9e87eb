using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>The fleet of one test. When the test failed, its output ends with the pods' logs.</summary>
public sealed class FleetUnderTest : IAsyncDisposable
{
    private FleetInABox? fleet;

    /// <summary>Starts pods named pod-1, pod-2 and so on; pod-1 is the oldest.</summary>
    public async Task<FleetInABox> StartAsync(int pods, PodSettings settings)
    {
        var fleet = Prepare(settings);
        await fleet.StartPodsAsync(pods, TestContext.Current.CancellationToken);
        return fleet;
    }

    /// <summary>Makes the folder and starts nothing.</summary>
    public FleetInABox Prepare(PodSettings settings) => fleet = new FleetInABox(settings);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (fleet is null)
        {
            return;
        }

        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            fleet.WriteLogs(line => TestContext.Current.TestOutputHelper?.WriteLine(line));
        }

        await fleet.DisposeAsync();
    }
}
