using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Answers that are lost for good: the service forgets that it has seen a request.</summary>
public sealed class SnowflakeOutageTests : StoreConformance
{
    private const int Steps = 120;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private SnowflakeEmulator emulator = null!;

    protected override IStoreFixture NewFixture()
    {
        SnowflakeEngine.RequireEmulator();
        return new SnowflakeStoreFixture(
            static options => options with { Retry = options.Retry with { MaxAttempts = 3 } }, StartAsync());
    }

    [Fact]
    public async Task A_beat_is_done_when_the_call_returns()
    {
        var pod = await RegisterAsync();

        var beating = Store.Pods.BeatAsync(pod, running: 0, Token);

        Assert.True(beating.IsCompletedSuccessfully);
        Assert.True((await beating).IsKnown);
    }

    [Fact]
    public async Task Lost_answers_lose_no_step_and_end_none_twice()
    {
        PodIdentity[] pods = [await RegisterAsync("pod-a"), await RegisterAsync("pod-b")];
        await emulator.SetFaultsAsync(
            """
            {
              "drop-before": 0.05,
              "drop-after": 0.15,
              "http-503": 0.05,
              "lock-timeout": {"p": 0.1, "match": "now_ms"}
            }
            """);
        var steps = Enumerable.Range(0, Steps).Select(_ => NewStep() with { MaxRetries = 100 }).ToList();

        foreach (var chunk in steps.Chunk(20))
        {
            var answers = await InsistAsync(() => Store.Submission.SubmitAsync(chunk, Token));
            Assert.All(answers, static answer => Assert.Equal(SubmitAnswerKind.Created, answer.Kind));
        }

        var ended = await Task.WhenAll(pods.Select(pod => Task.Run(() => RunUntilDrainedAsync(pod), Token)));
        await emulator.ClearFaultsAsync();

        var counts = await Store.Reading.CountAsync(Token);
        var keys = ended.SelectMany(static keys => keys).Distinct().ToList();
        Assert.Equal(Steps, counts.ByStatus[StepStatus.Completed]);
        Assert.Equal(Steps, counts.ByStatus.Values.Sum());
        Assert.Equal(Steps, keys.Select(static key => key.StepId).Distinct().Count());
        Assert.Equal(Steps, keys.Count);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_back_is_not_taken_for_none()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(3);
        // The first statement of a claim is an update; what follows is the reading back, at each of its tries.
        await emulator.SetFaultsAsync("""{"drop-before": {"next": 50, "match": "where claim_token"}}""");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(pod));
        await emulator.ClearFaultsAsync();

        Assert.Equal(3, (await Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token)).Count);
    }

    [Fact]
    public async Task A_service_that_was_away_is_used_again_without_a_restart()
    {
        var step = NewStep();
        await Store.Submission.SubmitAsync([step], Token);
        await emulator.SetFaultsAsync("""{"drop-before": 1}""");

        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Store.Submission.SubmitAsync([NewStep()], Token));
        await emulator.ClearFaultsAsync();

        Assert.NotEmpty(exception.Advice);
        Assert.NotNull(await Store.Reading.FindStepAsync(step.StepId, Token));
        await SubmitAsync(NewStep());
    }

    private async Task<SnowflakeDatabases> StartAsync()
    {
        emulator = await SnowflakeEmulator.StartAsync("--dedupe", "off", "--latency-ms", "0-20");
        return SnowflakeDatabases.In(emulator);
    }

    // As a pod does: what the store says it holds and it does not know, it gives back.
    private async Task<IReadOnlyList<ClaimKey>> RunUntilDrainedAsync(PodIdentity pod)
    {
        var ended = new List<ClaimKey>();
        while (await InsistAsync(() => Store.Submission.CountWaitingAsync(1, Token)) > 0
            || await InsistAsync(() => Store.Pods.ListHeldAsync(pod, TimeSpan.Zero, Token)) is { Count: > 0 })
        {
            await TryAsync(async () => await ClaimAsync(pod, limit: 20));
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
            catch (StoreUnavailableException) when (TimeProvider.System.GetElapsedTime(startedAt) < Deadline)
            {
                // Lost again: the next try has other luck.
            }
        }
    }
}
