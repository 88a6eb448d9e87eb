using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeContentionTests
{
    private const int Pods = 8;
    private const int Steps = 400;

    // Far below the service's limit of twenty: each pod has one writer for steps and one for beats.
    private const int LineMax = Pods;

    private static readonly TaskType Echo = new("echo");

    private readonly Random random = new(Seed: 7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_pods_claim_and_end_all_steps_once_with_few_writers_waiting()
    {
        SnowflakeEngine.RequireEmulator();
        await using var emulator = await SnowflakeEmulator.StartAsync("--latency-ms", "20-60");
        await using var fixture = new SnowflakeStoreFixture(
            databases: Task.FromResult(SnowflakeDatabases.In(emulator)));
        var stores = new List<StoreHandle>();
        for (var i = 0; i < Pods; i++)
        {
            stores.Add(await fixture.OpenAsync());
        }

        await stores[0].Submission.SubmitAsync([.. Enumerable.Range(0, Steps).Select(_ => NewStep())], Token);
        await emulator.ControlAsync("reset-stats");

        var ended = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => DrainAsync(store, i), Token)));

        var keys = ended.SelectMany(static keys => keys).ToList();
        var line = await emulator.CountAsync("lock.longest_line");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"longest line {line}, statements {await emulator.CountAsync("statements")}");
        Assert.Equal(Steps, keys.Count);
        Assert.Equal(Steps, keys.Select(static key => key.StepId).Distinct().Count());
        Assert.All(keys, static key => Assert.Equal(1, key.Epoch));
        Assert.InRange(line, 1, LineMax);
        Assert.Equal(0, await emulator.CountAsync("lock.waiters_exceeded"));
    }

    private async Task<IReadOnlyList<ClaimKey>> DrainAsync(StoreHandle store, int number)
    {
        var pod = PodIdentity.New(new PodId($"pod-{number}"), TimeProvider.System, random);
        await store.Pods.RegisterAsync(
            new PodRegistration
            {
                Identity = pod,
                CapacityMax = 10,
                Version = "1",
                HostName = "h",
                TaskTypes = [Echo],
                Plugins = "[]",
            },
            Token);
        using var stopBeating = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var beating = BeatAsync(store, pod, stopBeating.Token);
        var ended = new List<ClaimKey>();
        // Each pod does at once what its loops do: claims, outcomes, submits.
        while (await store.Claims.ClaimAsync(new ClaimRequest(pod, 10, [new TypeRoom(Echo, 10)]), Token)
            is { Count: > 0 } claims)
        {
            var recorded = await Task.WhenAll(claims.Chunk(5).Select(chunk => store.Completion.RecordAsync(
                [.. chunk.Select(static claim => new Outcome { Key = claim.Key, Kind = OutcomeKind.Completed })],
                Token)));
            ended.AddRange(recorded.SelectMany(static keys => keys));
        }

        await stopBeating.CancelAsync();
        await beating;
        return ended;
    }

    private static Task BeatAsync(StoreHandle store, PodIdentity pod, CancellationToken stopping) => Task.Run(
        async () =>
        {
            while (!stopping.IsCancellationRequested)
            {
                await store.Pods.BeatAsync(pod, running: 1, CancellationToken.None);
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        },
        CancellationToken.None);

    private NewStep NewStep() => new()
    {
        StepId = StepId.New(TimeProvider.System, random),
        TaskType = Echo,
        Payload = "{}",
        MaxRetries = 3,
    };
}
