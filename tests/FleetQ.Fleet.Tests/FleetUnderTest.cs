using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>The fleet of one test. When the test failed, its output ends with the pods' logs.</summary>
/// <param name="makeStore">Makes its store; null for a SQLite file.</param>
public sealed class FleetUnderTest(FleetStoreMaker? makeStore = null) : IAsyncDisposable
{
    private FleetInABox? fleet;

    /// <summary>Starts pods named pod-1, pod-2 and so on; pod-1 is the oldest.</summary>
    public async Task<FleetInABox> StartAsync(int pods, PodSettings settings)
    {
        var fleet = await PrepareAsync(settings);
        await fleet.StartPodsAsync(pods, TestContext.Current.CancellationToken);
        return fleet;
    }

    /// <summary>Makes the folder and the store, and starts nothing.</summary>
    public async Task<FleetInABox> PrepareAsync(PodSettings settings) => fleet = await FleetInABox.MakeAsync(
        settings, makeStore ?? FleetStores.MakeSqliteAsync, TestContext.Current.CancellationToken);

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
