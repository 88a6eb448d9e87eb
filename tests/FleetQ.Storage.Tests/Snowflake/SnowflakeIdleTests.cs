using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Storage.Snowflake;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeIdleTests
{
    private const int Pods = 3;
    private const int Waves = 4;
    private const int WavesAnHour = 12;

    // Of five minutes, a hundredth: what a wave sends does not depend on how long the pause is.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_idle_pod_sends_few_statements_a_wave_and_the_store_tells_how_many()
    {
        SnowflakeEngine.RequireEmulator();
        await using var emulator = await SnowflakeEmulator.StartAsync();
        await using var fixture = new SnowflakeStoreFixture(
            static options => options with { IdleInterval = TimeSpan.FromMinutes(5) },
            Task.FromResult(SnowflakeDatabases.In(emulator)));
        var engines = new List<FleetEngine>();
        try
        {
            for (var i = 0; i < Pods; i++)
            {
                engines.Add(MakeEngine($"pod-{i}", await fixture.OpenAsync()));
                await engines[i].Pod.StartAsync(Token);
            }

            await Task.Delay(Interval * 3, TimeProvider.System, Token);
            await emulator.ControlAsync("reset-stats");
            await Task.Delay(Interval * Waves, TimeProvider.System, Token);
            var statements = await emulator.CountAsync("statements");

            var anHour = statements * WavesAnHour / Waves;
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{statements} statements in {Waves} waves of {Pods} pods: {anHour} an hour with waves of 5 minutes");
            // A beat is two, a claim and a look for due steps two; the leader's recovery pass and now and then a look
            // at what the pod holds come to them. One wave more or less may fall into the time.
            Assert.InRange(statements, Pods * 4 * (Waves - 1), ((Pods * 5) + 20) * (Waves + 1));
        }
        finally
        {
            foreach (var engine in engines)
            {
                await engine.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task The_store_tells_what_an_idle_day_costs()
    {
        await using var fixture = SnowflakeEngine.NewFixture(
            static options => options with { IdleInterval = TimeSpan.FromMinutes(5) });

        var store = await fixture.OpenStoreAsync();
        await store.Reading.PingAsync(Token);
        var report = store.Describe();

        var migrations = SqlCatalog.Of(typeof(SnowflakeStore).Assembly).Migrations.Count;
        Assert.Equal(("snowflake", "rest", migrations), (report.Engine, report.Transport, report.SchemaVersion));
        Assert.Equal(TimeSpan.FromMinutes(5), report.IdleInterval);
        Assert.Equal(5.6, report.ExpectedCreditsPerDay);
        Assert.Equal(2, report.Statements.Single(static count => count.Purpose == "reading").LastMinute);
    }

    private static FleetEngine MakeEngine(string name, StoreHandle store)
    {
        var wave = new IdleWave(Interval);
        var threshold = 4 * Interval;
        var routes = new FakeRoutes();
        routes.AddEcho();
        return new FleetEngine(
            new EngineOptions
            {
                Membership = new MembershipOptions
                {
                    PodId = new PodId(name),
                    Version = "1",
                    HostName = "h",
                    HeartbeatInterval = TimeSpan.FromSeconds(0.5),
                    DeadPodThreshold = threshold,
                    Idle = wave,
                },
                Claiming = new() { Interval = TimeSpan.FromSeconds(0.2), Idle = wave },
                Recovery = new()
                {
                    Interval = TimeSpan.FromSeconds(0.5),
                    Idle = wave,
                    DeadPodThreshold = threshold,
                    HeartbeatInterval = TimeSpan.FromSeconds(0.5),
                },
            },
            new EngineStores
            {
                Submission = store.Submission,
                Claims = store.Claims,
                Completion = store.Completion,
                Pods = store.Pods,
                Recovery = store.Recovery,
                Reading = store.Reading,
                Operating = store.Operating,
                Changes = store.Changes,
                Journal = new MemoryRecoveryJournal(),
            },
            routes,
            static () => "[]",
            new ThreadPacer(),
            TimeProvider.System,
            new Random(),
            NullLoggerFactory.Instance);
    }
}
