using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresOutageTests : StoreConformance
{
    // All but the one that asks, and in this database only.
    private const string TerminateAll =
        "select pg_terminate_backend(pid) from pg_stat_activity "
        + "where datname = current_database() and pid <> pg_backend_pid()";

    // A machine on which nearly every attempt is cut comes to an end all the same.
    private const int CutsMax = 150;

    protected override IStoreFixture NewFixture() => PostgresEngine.NewFixture();

    [Fact]
    public async Task A_beat_is_done_when_the_call_returns()
    {
        var pod = await RegisterAsync();

        var beating = Store.Pods.BeatAsync(pod, running: 0, Token);

        Assert.True(beating.IsCompletedSuccessfully);
        Assert.True((await beating).IsKnown);
    }

    [Fact]
    public async Task Connections_that_are_cut_at_random_lose_no_step_and_end_none_twice()
    {
        using var stopCutting = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var cutting = CutUntilStoppedAsync(stopCutting.Token);
        PodIdentity[] pods =
            [await InsistAsync(() => RegisterAsync("pod-a")), await InsistAsync(() => RegisterAsync("pod-b"))];
        var steps = Enumerable.Range(0, 300).Select(_ => NewStep() with { MaxRetries = 100 }).ToList();

        foreach (var chunk in steps.Chunk(10))
        {
            await InsistAsync(() => Store.Submission.SubmitAsync(chunk, Token));
        }

        var ended = await Task.WhenAll(pods.Select(pod => Task.Run(() => RunUntilDrainedAsync(pod), Token)));
        await stopCutting.CancelAsync();
        await cutting;

        var counts = await Store.Reading.CountAsync(Token);
        Assert.Equal(300, counts.ByStatus[StepStatus.Completed]);
        Assert.Equal(300, counts.ByStatus.Values.Sum());
        Assert.Equal(
            ended.SelectMany(static keys => keys).Count(),
            ended.SelectMany(static keys => keys).Select(static key => key.StepId).Distinct().Count());
    }

    [Fact]
    public async Task Listening_goes_on_after_its_connection_was_cut()
    {
        await using var database = await PostgresRawDatabase.OpenAsync(((PostgresStoreFixture)Fixture).Connection);
        var other = await Fixture.OpenAsync();
        using var told = new SemaphoreSlim(0);
        using var subscription = Store.Changes.Subscribe(_ => told.Release());
        Assert.True(await told.WaitAsync(Eventually.Patience, Token));

        await database.RunAsync(TerminateAll);

        // The first word after a break is that something may have been missed.
        Assert.True(await told.WaitAsync(Eventually.Patience, Token));
        await InsistAsync(() => other.Submission.SubmitAsync([NewStep()], Token));
        Assert.True(await told.WaitAsync(Eventually.Patience, Token));
    }

    [Fact]
    public async Task A_server_that_restarts_is_waited_for_and_nothing_acknowledged_is_lost()
    {
        using var server = await PrivatePostgres.StartAsync();
        await using var store = await FleetQ.Storage.Postgres.PostgresStore.OpenAsync(
            new Storage.Postgres.PostgresStoreOptions
            {
                Connection = server.Connection,
                Retry = new StoreRetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(5) },
            },
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            Token);
        var step = NewStep();
        await store.Submission.SubmitAsync([step], Token);

        server.Stop();
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.Submission.SubmitAsync([NewStep()], Token));
        await server.LaunchAsync();

        Assert.NotEmpty(exception.Advice);
        Assert.NotNull(await InsistAsync(() => store.Reading.FindStepAsync(step.StepId, Token)));
        await InsistAsync(() => store.Submission.SubmitAsync([NewStep()], Token));
    }

    private async Task CutUntilStoppedAsync(CancellationToken stopping)
    {
        await using var database = await PostgresRawDatabase.OpenAsync(((PostgresStoreFixture)Fixture).Connection);
        var chance = new Random(Seed: 11);
        for (var cuts = 0; cuts < CutsMax && !stopping.IsCancellationRequested; cuts++)
        {
            await database.RunAsync(TerminateAll + " and random() < 0.5");
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(20, 80)), TimeProvider.System, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // As a pod does: what the store says it holds and it does not know, it gives back.
    private async Task<IReadOnlyList<ClaimKey>> RunUntilDrainedAsync(PodIdentity pod)
    {
        var ended = new List<ClaimKey>();
        while (await InsistAsync(() => Store.Submission.CountWaitingAsync(1, Token)) > 0
            || await InsistAsync(() => Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token)) is { Count: > 0 })
        {
            await TryAsync(async () => await ClaimAsync(pod, limit: 7));
            var held = await InsistAsync(() => Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token));
            Outcome[] outcomes =
                [.. held.Select(static claim => new Outcome { Key = claim.Key, Kind = OutcomeKind.Completed })];
            await TryAsync(async () => await Store.Completion.RecordAsync(outcomes, Token));
            ended.AddRange(await InsistAsync(() => Store.Completion.FindRecordedAsync(outcomes, Token)));
        }

        return ended;
    }

    private static async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (StoreUnavailableException)
        {
            // Whether it was done is read back.
        }
    }

    private static async Task<T> InsistAsync<T>(Func<Task<T>> ask)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException) when (TimeProvider.System.GetElapsedTime(startedAt) < Eventually.Patience)
            {
                // Cut again: the next try has another connection.
            }
        }
    }
}
