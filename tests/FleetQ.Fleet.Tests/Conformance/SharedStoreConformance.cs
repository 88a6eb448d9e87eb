using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests.Conformance;

public abstract class SharedStoreConformance(FleetStoreMaker makeStore) : IAsyncDisposable
{
    private readonly FleetUnderTest box = new(makeStore);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_pods_on_one_store_run_each_of_2000_steps_once_and_all_take_part()
    {
        // Where nobody wakes a pod, it must look before the others have done all.
        var fleet = await box.StartAsync(
            3, PodSettings.Calm with { ClaimInterval = TimeSpan.FromMilliseconds(50) });
        var effects = Path.Combine(fleet.Folder, "effects");
        var keys = Enumerable.Range(0, 2000).Select(number => $"key-{number:0000}").ToList();

        // To each pod a part: a pod that nobody tells of other pods' submits might look when all is done.
        var stepIds = new List<string>();
        foreach (var (number, part) in keys.Chunk(700).Index())
        {
            var bodies = part.Select(key => StepBody.Count(effects, key));
            stepIds.AddRange(await fleet.Running[number].Client.SubmitBatchAsync(bodies, Token));
        }

        var steps = await fleet.Running[0].Client.WaitForEndsAsync(stepIds, TimeSpan.FromSeconds(90), Token);

        Assert.Equal(keys, (await File.ReadAllLinesAsync(effects, Token)).Order(StringComparer.Ordinal));
        Assert.All(steps, step => Assert.Equal("completed", step.Status));
        Assert.All(steps, StepAudit.AssertRanOnce);
        Assert.Equal(
            ["pod-1", "pod-2", "pod-3"],
            steps.Select(step => step.Attempts[0].Pod).Distinct().Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await box.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
