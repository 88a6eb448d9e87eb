using FleetQ.TestKit.Fleet;
using Microsoft.Data.Sqlite;

namespace FleetQ.Fleet.Tests;

public sealed class StoreOutageTests : IAsyncDisposable
{
    private readonly FleetUnderTest _fleet = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_took_no_writes_over_the_threshold_kills_nobody_and_every_step_ends()
    {
        var settings = new PodSettings();
        var fleet = await _fleet.StartAsync(3, settings);
        var client = fleet.Running[0].Client;
        await client.WaitForLivePodsAsync(["pod-1", "pod-2", "pod-3"], Token);
        var births = await client.ReadBirthsAsync(Token);
        var nap = StepBody.Sleep(TimeSpan.FromSeconds(0.2)) with { MaxRetries = 0 };
        var stepIds = await client.SubmitBatchAsync(Enumerable.Repeat(nap, 200), Token);

        await HoldWritesAsync(fleet.DatabasePath, settings.DeadPodThreshold * 2);
        var steps = await client.WaitForEndsAsync(stepIds, TimeSpan.FromSeconds(60), Token);

        Assert.All(steps, step => Assert.Equal("completed", step.Status));
        Assert.Equal(births.Order(), (await client.ReadBirthsAsync(Token)).Order());
        Assert.All(fleet.Started, pod => Assert.True(pod.IsRunning));
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    private static async Task HoldWritesAsync(string databasePath, TimeSpan time)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath};Pooling=false");
        await connection.OpenAsync(Token);
        await using var held = await connection.BeginTransactionAsync(Token);
        var start = TimeProvider.System.GetTimestamp();
        await Deadline.HoldsAsync(
            $"{time.TotalSeconds} s are over",
            time * 2,
            () => Task.FromResult(TimeProvider.System.GetElapsedTime(start) > time),
            Token);
        await held.RollbackAsync(Token);
    }
}
