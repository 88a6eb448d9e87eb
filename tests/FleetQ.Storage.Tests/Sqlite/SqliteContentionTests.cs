using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Sqlite;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteContentionTests : IAsyncDisposable
{
    private static readonly TaskType Echo = new("echo");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-contention-");
    private readonly List<SqliteStore> stores = [];
    private readonly Random random = new(Seed: 7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_processes_that_write_all_the_time_never_see_a_busy_store()
    {
        // One try only: a busy error would surface.
        var first = await OpenAsync(new StoreRetryOptions { MaxAttempts = 1 });
        var second = await OpenAsync(new StoreRetryOptions { MaxAttempts = 1 });

        var done = await Task.WhenAll(
            Task.Run(() => SubmitAsync(first), Token),
            Task.Run(() => SubmitAsync(second), Token),
            Task.Run(() => RunAsync(first, "pod-a"), Token),
            Task.Run(() => RunAsync(second, "pod-b"), Token));

        var counts = await first.Reading.CountAsync(Token);
        Assert.Equal(done[2] + done[3], counts.ByStatus[StepStatus.Completed]);
        Assert.Equal(400, counts.ByStatus.Values.Sum());
    }

    [Fact]
    public async Task A_writer_that_is_locked_out_tries_again_and_then_says_that_the_store_is_away()
    {
        var retry = new StoreRetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(1) };
        var store = await OpenAsync(retry, busyTimeout: TimeSpan.FromMilliseconds(10));
        using var other = SqliteDatabase.Open(Path.Combine(folder.FullName, "fleetq.db"));
        other.Run("begin immediate");

        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.Recovery.RecordPassAsync(Token));
        // Readers and the writer do not wait for each other.
        await store.Reading.PingAsync(Token);
        other.Run("rollback");
        await store.Recovery.RecordPassAsync(Token);

        Assert.Equal("recovery/record_pass", exception.Operation);
        Assert.Contains("holds the file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_beat_is_done_when_the_call_returns()
    {
        var store = await OpenAsync(new StoreRetryOptions());
        var pod = PodIdentity.New(new PodId("pod-a"), TimeProvider.System, random);
        await store.Pods.RegisterAsync(RegistrationOf(pod), Token);

        var beating = store.Pods.BeatAsync(pod, running: 0, Token);

        Assert.True(beating.IsCompletedSuccessfully);
        Assert.True((await beating).IsKnown);
    }

    [Fact]
    public async Task A_beat_gets_through_while_several_processes_write_all_the_time()
    {
        var store = await OpenAsync(new StoreRetryOptions());
        var other = await OpenAsync(new StoreRetryOptions());
        var pod = PodIdentity.New(new PodId("pod-a"), TimeProvider.System, random);
        await store.Pods.RegisterAsync(RegistrationOf(pod), Token);
        using var beaten = new CancellationTokenSource();
        var writers = new[] { store, other, store, other }
            .Select(written => Task.Run(() => SubmitUntilAsync(written, beaten.Token), Token))
            .ToList();

        var beats = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            var beat = await Task.Run(() => store.Pods.BeatAsync(pod, running: 0, Token), Token);
            beats.Add(Assert.Single(beat.Pods).Beat);
        }

        await beaten.CancelAsync();
        Assert.Equal(Enumerable.Range(1, 20).Select(static i => (long)i), beats);
        Assert.All(await Task.WhenAll(writers), static batches => Assert.True(batches > 0));
        Assert.Empty(folder.GetFiles("*-beat"));
    }

    [Fact]
    public async Task A_flag_that_a_dead_process_left_holds_nobody_up()
    {
        var path = Path.Combine(folder.FullName, "fleetq.db");
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        var flag = new SqliteBeatFlag(path, time);

        flag.Raise();
        File.SetLastWriteTimeUtc(path + "-beat", time.GetUtcNow().UtcDateTime);
        var beforehand = flag.LetPassAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        await beforehand;
        var afterwards = flag.LetPassAsync();

        Assert.True(afterwards.IsCompletedSuccessfully);
        flag.Lower();
        Assert.Empty(folder.GetFiles("*-beat"));
    }

    private async Task<SqliteStore> OpenAsync(StoreRetryOptions retry, TimeSpan? busyTimeout = null)
    {
        var options = new SqliteStoreOptions
        {
            Path = Path.Combine(folder.FullName, "fleetq.db"),
            BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(30),
            Retry = retry,
        };
        var store = await SqliteStore.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
        stores.Add(store);
        return store;
    }

    private async Task<int> SubmitAsync(SqliteStore store)
    {
        for (var i = 0; i < 200; i++)
        {
            await store.Submission.SubmitAsync([NewStep()], Token);
        }

        return 200;
    }

    private async Task<int> SubmitUntilAsync(SqliteStore store, CancellationToken stopping)
    {
        var batches = 0;
        do
        {
            await store.Submission.SubmitAsync([.. Enumerable.Range(0, 50).Select(_ => NewStep())], Token);
            batches++;
        }
        while (!stopping.IsCancellationRequested);

        return batches;
    }

    private NewStep NewStep() => new()
    {
        StepId = StepId.New(TimeProvider.System, random),
        TaskType = Echo,
        Payload = "{}",
        MaxRetries = 0,
    };

    private async Task<int> RunAsync(SqliteStore store, string podId)
    {
        var pod = PodIdentity.New(new PodId(podId), TimeProvider.System, random);
        await store.Pods.RegisterAsync(RegistrationOf(pod), Token);
        var done = 0;
        for (var i = 0; i < 200; i++)
        {
            var claims = await store.Claims.ClaimAsync(new ClaimRequest(pod, 5, [new TypeRoom(Echo, 5)]), Token);
            var recorded = await store.Completion.RecordAsync(
                [.. claims.Select(static claim => new Outcome { Key = claim.Key, Kind = OutcomeKind.Completed })],
                Token);
            await store.Pods.BeatAsync(pod, claims.Count, Token);
            done += recorded.Count;
        }

        return done;
    }

    private static PodRegistration RegistrationOf(PodIdentity pod) => new()
    {
        Identity = pod,
        CapacityMax = 5,
        Version = "1",
        HostName = "host",
        TaskTypes = [Echo],
        Plugins = "[]",
    };
}
