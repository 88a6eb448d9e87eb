using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class AnyPodConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_submitted_to_all_pods_at_once_under_one_id_is_one_step()
    {
        var fleet = await box.StartAsync(3, PodSettings.Calm);
        var effects = Path.Combine(fleet.Folder, "effects");
        var step = StepBody.Count(effects, "once") with { StepId = "chosen-1" };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(number => fleet.Running[number % 3].Client.SubmitAsync(step, Token)));
        await fleet.Running[0].Client.WaitForEndAsync("chosen-1", TimeSpan.FromSeconds(20), Token);
        await fleet.Running[1].Client.SubmitAsync(step, Token);

        Assert.All(answers, answer => Assert.Equal("chosen-1", answer));
        Assert.Equal(["once"], await File.ReadAllLinesAsync(effects, Token));
        Assert.Equal("chosen-1", Assert.Single(await StoredSteps.ReadEpochsAsync(fleet.Store, Token)).Key);
    }

    [Fact]
    public async Task A_running_step_is_cancelled_through_another_pod_and_its_room_is_free_again()
    {
        var fleet = await box.StartAsync(1, PodSettings.Calm with { MaxParallelism = 1, CapacityThreshold = 1 });
        var runs = fleet.Running[0].Client;
        var cancelled = await runs.SubmitAsync(StepBody.Sleep(TimeSpan.FromMinutes(10)), Token);
        await runs.WaitForClaimsAsync(1, Token);
        var other = fleet.Launch("pod-2", PodSettings.Calm with { Others = NoPlugins(fleet) });
        await other.WaitUntilReadyAsync(Token);

        await other.Client.CancelAsync(cancelled, Token);
        var next = await runs.SubmitAsync(StepBody.Sleep(TimeSpan.FromMilliseconds(1)), Token);
        var after = await other.Client.WaitForEndAsync(next, TimeSpan.FromSeconds(20), Token);

        Assert.Equal("cancelled", (await runs.ReadAsync(cancelled, Token)).Status);
        Assert.Equal("completed", after.Status);
        Assert.Equal("pod-1", after.ClaimedBy);
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Dictionary<string, string?> NoPlugins(FleetInABox fleet) => new()
    {
        ["PLUGINS_DIR"] = Directory.CreateDirectory(Path.Combine(fleet.Folder, "no-plugins")).FullName,
    };
}
