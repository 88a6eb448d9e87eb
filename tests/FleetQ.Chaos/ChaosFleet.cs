using System.Globalization;
using FleetQ.Chaos.Faults;
using FleetQ.Chaos.Links;
using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;
using Npgsql;

namespace FleetQ.Chaos;

/// <summary>Real hosts on one real store, each with a link of its own where the store is reached over one.</summary>
internal sealed class ChaosFleet : IAsyncDisposable
{
    // A step that eats memory meets this limit, and not the machine's.
    private const string HeapMax = "0x10000000";

    private readonly List<ChaosPod> all = [];
    private readonly Random chance;
    private readonly Lock gate = new();
    private int names;

    private ChaosFleet(int seed, FleetInABox box, PrivatePostgres? postgres, string? database)
    {
        chance = new Random(seed);
        Box = box;
        Postgres = postgres;
        Database = database;
    }

    public static TimeSpan Threshold { get; } = TimeSpan.FromSeconds(5);

    public FleetInABox Box { get; }

    /// <summary>The store's server; null on SQLite.</summary>
    public PrivatePostgres? Postgres { get; }

    /// <summary>The disk of the store's file; null on PostgreSQL, and where the system lets nobody make one.</summary>
    public SmallDisk? Disk { get; private init; }

    /// <summary>What this machine does not let the harness do.</summary>
    public IReadOnlyList<string> LeftOut =>
    [
        .. Postgres is null && Disk is null ? ["a full disk (run as root)"] : Array.Empty<string>(),
        .. Postgres is not null && !WrongClocks.CanBeMade
            ? ["wrong clocks (install libfaketime)"] : Array.Empty<string>(),
    ];

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
                await MakeOnDiskAsync(options.Seed, cancellationToken), options.Pods, cancellationToken);
        }

        var postgres = await PrivatePostgres.StartAsync();
        var database = await postgres.MakeDatabaseAsync();
        var box = await FleetInABox.MakeAsync(
            Settings,
            (_, _) => Task.FromResult<IFleetStore>(new PostgresFleetStore(database)),
            cancellationToken);
        return await StartPodsAsync(
            new ChaosFleet(options.Seed, box, postgres, database), options.Pods, cancellationToken);
    }

    private static async Task<ChaosFleet> MakeOnDiskAsync(int seed, CancellationToken cancellationToken)
    {
        SmallDisk? disk = null;
        var box = await FleetInABox.MakeAsync(
            Settings,
            (folder, stopping) =>
            {
                disk = SmallDisk.TryMake(Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName);
                return FleetStores.MakeSqliteAsync(disk?.Folder ?? folder, stopping);
            },
            cancellationToken);
        return new ChaosFleet(seed, box, postgres: null, database: null) { Disk = disk };
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
        lock (gate)
        {
            // Pods on one file are on one machine, and have one clock.
            var ahead = link is not null && WrongClocks.CanBeMade ? WrongClocks.Draw(chance) : TimeSpan.Zero;
            var environment = ahead == TimeSpan.Zero ? settings.Environment : WrongClocks.Of(ahead);
            environment = new Dictionary<string, string>(environment) { ["DOTNET_GCHeapHardLimit"] = HeapMax };
            var host = Box.Launch(name, settings with { Environment = environment });
            all.Add(new ChaosPod(name, host, link, ahead));
            return all[^1];
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Before its folder goes; who still writes there does so into nothing.
        Disk?.Dispose();
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
        try
        {
            for (var i = 0; i < pods; i++)
            {
                await fleet.Launch(fleet.NewName()).Host.WaitUntilReadyAsync(cancellationToken);
            }
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }

        return fleet;
    }

    // Short waits, so that a swallowed question is noticed before the pod is given up for dead.
    private string Over(FaultyLink link) => new NpgsqlConnectionStringBuilder(Database)
    {
        Port = link.Port,
    }.ConnectionString;
}
