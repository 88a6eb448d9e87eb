using System.Text.RegularExpressions;

using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Storage.Postgres;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Postgres;

public sealed partial class PostgresIdleFleetTests
{
    private const int Pods = 20;

    private static readonly TimeSpan StartedBy = TimeSpan.FromSeconds(5);

    // Several claim intervals and some beats, of 5 and of 10 seconds.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(21);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_idle_pods_with_default_settings_ask_less_than_20_statements_a_second()
    {
        PostgresEngine.Require();
        using var server = await PrivatePostgres.StartAsync("log_statement=all");
        var pods = new List<(PostgresStore Store, FleetEngine Engine)>();
        try
        {
            for (var number = 0; number < Pods; number++)
            {
                pods.Add(await StartPodAsync(server.Connection, number));
            }

            // What the last pod's start made the others do is over.
            await Task.Delay(StartedBy, TimeProvider.System, Token);
            var before = Statements().Count(server.Log);
            await Task.Delay(Watched, TimeProvider.System, Token);
            var statements = Statements().Count(server.Log) - before;

            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{statements / Watched.TotalSeconds:0.0} statements a second");
            Assert.InRange(statements, Pods, (int)(20 * Watched.TotalSeconds));
        }
        finally
        {
            await Task.WhenAll(pods.Select(static pod => pod.Engine.DisposeAsync().AsTask()));
            foreach (var (store, _) in pods)
            {
                await store.DisposeAsync();
            }
        }
    }

    private static async Task<(PostgresStore Store, FleetEngine Engine)> StartPodAsync(string connection, int number)
    {
        var time = TimeProvider.System;
        var loggers = NullLoggerFactory.Instance;
        var store = await PostgresStore.OpenAsync(
            new PostgresStoreOptions { Connection = connection }, time, loggers, Token);
        var options = new EngineOptions
        {
            Membership = new MembershipOptions
            {
                PodId = new PodId($"pod-{number}"),
                Version = "1.2.3",
                HostName = "machine",
            },
        };
        var stores = new EngineStores
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
        };
        var engine = new FleetEngine(
            options, stores, new FakeRoutes().AddEcho(), static () => "[]", new ClockPacer(time), time,
            new Random(number), loggers);
        await engine.Pod.StartAsync(Token);
        return (store, engine);
    }

    [GeneratedRegex("LOG:  (execute|statement)", RegexOptions.ExplicitCapture)]
    private static partial Regex Statements();
}
