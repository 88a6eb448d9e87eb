using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>
/// A store of each schema version that a released host has made, with steps in the middle of their lives: this host
/// takes it over and goes on.
/// </summary>
public abstract class MigrationConformance
{
    // The last version that these tests know rows of; a new migration is one more line for each test.
    private const int LastVersion = 2;

    private static readonly PodIdentity Holder = new(new PodId("holder"), "i1");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The engine's migrations.</summary>
    protected abstract SqlCatalog Catalog { get; }

    /// <summary>Whether a row that is written by hand needs a seq.</summary>
    protected abstract bool NeedsSequence { get; }

    /// <summary>Runs a file of statements, or one statement, in a database that was empty at first.</summary>
    protected abstract Task RunAsync(string sql);

    /// <summary>Opens the database as a host does. Disposed by the test.</summary>
    protected abstract Task<SqlStore> OpenAsync();

    [Fact]
    public void Each_version_has_its_test() => Assert.Equal(LastVersion, Catalog.Migrations.Count);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Steps_of_a_version_are_there_and_go_on(int version)
    {
        await MakeAsync(version);

        await using var store = await OpenAsync();
        var steps = await store.Reading.SearchStepsAsync(new StepQuery { Limit = 10 }, Token);
        var recorded = await store.Completion.RecordAsync(
            [
                new Outcome
                {
                    Key = new ClaimKey(new StepId("claimed"), 2),
                    Kind = OutcomeKind.Completed,
                    Plugin = new PluginIdentity("P", "1", new string('a', 64)),
                },
            ],
            Token);
        var claims = await store.Claims.ClaimAsync(
            new ClaimRequest(Holder, 10, [new TypeRoom(new TaskType("echo"), 10)]), Token);

        Assert.Equal(
            ["claimed", "completed", "failed", "pending"], steps.Select(static step => step.StepId.Value).Order());
        Assert.Single(recorded);
        Assert.Equal("pending", Assert.Single(claims).Key.StepId.Value);
        var completed = await store.Reading.FindStepAsync(new StepId("completed"), Token);
        Assert.Equal((StepStatus.Completed, "\"yes\""), (completed!.Status, completed.Result));
        Assert.Equal(
            new string('a', 64),
            (await store.Reading.FindStepAsync(new StepId("claimed"), Token))!.Plugin!.Sha256);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Keys_and_orphans_of_a_version_are_known(int version)
    {
        await MakeAsync(version);

        await using var store = await OpenAsync();
        var answers = await store.Submission.SubmitAsync(
            [
                new NewStep
                {
                    StepId = new StepId("again"),
                    TaskType = new TaskType("echo"),
                    Payload = "{}",
                    MaxRetries = 1,
                    IdempotencyKey = "k",
                    RequestHash = "aa",
                },
            ],
            Token);
        await store.Pods.LeaveAsync(Holder, Token);
        var orphans = await store.Recovery.ListOrphansAsync([], afterSequence: 0, limit: 10, Token);
        var returned = await store.Recovery.ReturnAsync(
            [.. orphans.Select(static orphan => orphan.Orphan.Key)], Token);

        Assert.Equal([new SubmitAnswer(new StepId("pending"), SubmitAnswerKind.Existing)], answers);
        Assert.Equal([new ReturnedStep(new StepId("claimed"), StepStatus.Pending)], returned);
    }

    [Fact]
    public async Task Hosts_that_start_at_once_on_an_old_version_bring_it_up_once()
    {
        await MakeAsync(version: 1);

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(OpenAsync, Token)));

        foreach (var store in stores)
        {
            Assert.Equal(4, (await store.Reading.CountAsync(Token)).ByStatus.Values.Sum());
            Assert.Equal(Catalog.Migrations.Count, store.Describe().SchemaVersion);
            await store.DisposeAsync();
        }
    }

    private async Task MakeAsync(int version)
    {
        foreach (var migration in Catalog.Migrations.Take(version))
        {
            await RunAsync(Catalog.Get(migration));
        }

        await RunAsync($"update fleet_state set schema_version = {version}");
        await RunAsync(
            "insert into pod_health (pod_id, incarnation, state, birth_ts, beat_ts, capacity_max, version, host_name) "
            + "select 'holder', 'i1', 'active', 1, 1, 8, '1', 'host'");
        await InsertAsync(1, "'pending', 'pending', 0, 0, null, null, null, null, null, 'k', 'aa'");
        await InsertAsync(2, "'claimed', 'claimed', 1, 2, 'holder', 'i1', 5, null, null, null, null");
        await InsertAsync(3, "'completed', 'completed', 1, 1, 'holder', 'i1', 5, 9, '\"yes\"', null, null");
        await InsertAsync(4, "'failed', 'failed', 1, 1, 'holder', 'i1', 5, 9, null, null, null");
    }

    private Task InsertAsync(int sequence, string values) => RunAsync(
        $"insert into step_tracker ({(NeedsSequence ? "seq, " : "")}task_type, max_retries, created_ts, updated_ts, "
        + "payload, step_id, status, attempt, claim_epoch, claimed_by, claimed_incarnation, claimed_ts, ended_ts, "
        + $"result, idempotency_key, request_hash) select {(NeedsSequence ? $"{sequence}, " : "")}'echo', 3, 1, 1, "
        + $"'{{}}', {values}");
}
