using System.Globalization;
using FleetQ.Chaos.Links;
using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;
using Npgsql;

namespace FleetQ.Chaos;

/// <summary>Real hosts on one real store, each with a link of its own where the store is reached over one.</summary>
internal sealed class ChaosFleet : IAsyncDisposable
{
    private readonly List<ChaosPod> all = [];
    private readonly Lock gate = new();
    private int names;

    private ChaosFleet(FleetInABox box, PrivatePostgres? postgres, string? database)
    {
        Box = box;
        Postgres = postgres;
        Database = database;
    }

    public static TimeSpan Threshold { get; } = TimeSpan.FromSeconds(5);

    public FleetInABox Box { get; }

    /// <summary>The store's server; null on SQLite.</summary>
    public PrivatePostgres? Postgres { get; }

    private string? Database { get; }

    /// <summary>Every process that was started.</summary>
    public IReadOnlyList<ChaosPod> All
    {
        get
        {
            lock (gate)
            {
                return [.. all];
            }
        }
    }

    public IReadOnlyList<ChaosPod> Running => [.. All.Where(static pod => pod.Host.IsRunning)];

    public static async Task<ChaosFleet> StartAsync(ChaosOptions options, CancellationToken cancellationToken)
    {
        if (options.Engine == "sqlite")
        {
            return await StartPodsAsync(
                new ChaosFleet(new FleetInABox(Settings), postgres: null, database: null),
                options.Pods,
                cancellationToken);
        }

        var postgres = await PrivatePostgres.StartAsync();
        var database = await postgres.MakeDatabaseAsync();
        var box = await FleetInABox.MakeAsync(
            Settings,
            (_, _) => Task.FromResult<IFleetStore>(new PostgresFleetStore(database)),
            cancellationToken);
        return await StartPodsAsync(new ChaosFleet(box, postgres, database), options.Pods, cancellationToken);
    }

    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"pod-{Interlocked.Increment(ref names)}");

    /// <summary>Starts a process under a name that may be another's that ended; does not wait.</summary>
    public ChaosPod Launch(string name)
    {
        var link = Postgres is null ? null : new FaultyLink(Postgres.Port);
        var settings = link is null ? Settings : Settings with
        {
            Others = new Dictionary<string, string?>(Settings.Others) { ["POSTGRES"] = Over(link) },
        };
        var pod = new ChaosPod(name, Box.Launch(name, settings), link);
        lock (gate)
        {
            all.Add(pod);
        }

        return pod;
    }

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        foreach (var link in All.Select(static pod => pod.Link).OfType<FaultyLink>())
        {
            await link.DisposeAsync();
        }

        Postgres?.Dispose();
    }

    private static PodSettings Settings { get; } = new()
    {
        HeartbeatInterval = TimeSpan.FromSeconds(0.5),
        DeadPodThreshold = Threshold,
        RecoveryInterval = TimeSpan.FromSeconds(0.5),
        ClaimInterval = TimeSpan.FromSeconds(1),
        ShutdownTimeout = TimeSpan.FromSeconds(4),
        MaxParallelism = 6,
        Others = new Dictionary<string, string?> { ["LOG_LEVEL"] = "INFO" },
    };

    private static async Task<ChaosFleet> StartPodsAsync(
        ChaosFleet fleet, int pods, CancellationToken cancellationToken)
    {
        for (var i = 0; i < pods; i++)
        {
            await fleet.Launch(fleet.NewName()).Host.WaitUntilReadyAsync(cancellationToken);
        }

        return fleet;
    }

    // Short waits, so that a swallowed question is noticed before the pod is given up for dead.
    private string Over(FaultyLink link) => new NpgsqlConnectionStringBuilder(Database)
    {
        Port = link.Port,
    }.ConnectionString;
}
