using System.Globalization;
using FleetQ.Host;
using FleetQ.Host.Settings;
using FleetQ.Sdk.Testing.Harness;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Sdk.Testing.Hosting;

/// <summary>A host that was put together as in production, in a temporary folder of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static int started;

    private readonly DirectoryInfo folder;
    private readonly string journal;
    private readonly ComposedHost host;
    private readonly ProgramRoutes handlers;

    private RunningHost(DirectoryInfo folder, string journal, ComposedHost host, ProgramRoutes handlers)
    {
        this.folder = folder;
        this.journal = journal;
        this.host = host;
        this.handlers = handlers;
        Address = new Uri(host.App.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public string DatabaseFile => DatabaseIn(folder);

    public static async Task<RunningHost> StartAsync(
        FleetHostOptions options, LogBook logs, CancellationToken cancellationToken)
    {
        var handlers = ProgramRoutes.Build(options, logs);
        var folder = Directory.CreateTempSubdirectory("fleetq-test-");
        ComposedHost? host = null;
        RunningHost? running = null;
        try
        {
            var settings = SettingsOf(options, folder);
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(options.PluginSettings).Build();
            var surroundings = new HostSurroundings(TimeProvider.System, new Random(), logs, configuration, handlers);
            var identity = new HostIdentity(settings.PodId!.Value, VersionOfHost());
            host = await Composition.ComposeAsync(settings, identity, surroundings, cancellationToken)
                .ConfigureAwait(false);
            await host.App.StartAsync(cancellationToken).ConfigureAwait(false);
            running = new RunningHost(folder, JournalFolder.Of(settings, identity.PodId), host, handlers);
            return running;
        }
        finally
        {
            if (running is null)
            {
                await EndAsync(host, handlers, folder).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.App.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await EndAsync(host, handlers, folder).ConfigureAwait(false);
        if (Directory.Exists(journal))
        {
            Directory.Delete(journal, recursive: true);
        }
    }

    private static async Task EndAsync(ComposedHost? host, ProgramRoutes handlers, DirectoryInfo folder)
    {
        if (host is not null)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        await handlers.DisposeAsync().ConfigureAwait(false);
        folder.Delete(recursive: true);
    }

    // The environment of whoever runs the tests decides nothing.
    private static HostSettings SettingsOf(FleetHostOptions options, DirectoryInfo folder)
    {
        var number = Interlocked.Increment(ref started);
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["FLEET_Q_SQLITE_DB_PATH"] = DatabaseIn(folder),
            ["FLEET_Q_PLUGINS_DIR"] = options.PluginsFolder ?? folder.CreateSubdirectory("plugins").FullName,
            ["FLEET_Q_POD_ID"] = string.Create(CultureInfo.InvariantCulture, $"pod-{number}"),
            ["FLEET_Q_CLAIM_INTERVAL"] = "1",
            ["FLEET_Q_RETRY_BASE_DELAY_MS"] = "50",
            ["FLEET_Q_SHUTDOWN_TIMEOUT"] = "2",
            ["FLEET_Q_STATE_DIR"] = Path.Combine(folder.FullName, "state"),
        };
        foreach (var (name, value) in options.Settings)
        {
            given["FLEET_Q_" + name] = value;
        }

        var source = new SettingsSource(given, new ConfigurationBuilder().Build());
        return SettingsLoader.Load(source, LogFormat.Console) with { ApiPort = 0 };
    }

    private static string DatabaseIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "fleetq.db");

    private static string VersionOfHost() => typeof(Composition).Assembly.GetName().Version!.ToString(3);
}
