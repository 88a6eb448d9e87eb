using FleetQ.Engine.Membership;
using FleetQ.Host.Settings;
using FleetQ.PluginHost;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FleetQ.Host;

/// <summary>
/// Ties the pod's life to the process': it begins when the port is taken, drains while HTTP still answers, and leaves
/// last.
/// </summary>
/// <remarks>
/// The port first: a second start of the same pod by mistake fails there, before it evicts the first.
/// </remarks>
internal sealed partial class PodLifetime(
    FleetEngine engine,
    PluginCatalog plugins,
    HostIdentity identity,
    HostSettings settings,
    DrainSignal drain,
    IServer server,
    ILogger<PodLifetime> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await engine.Pod.StartAsync(cancellationToken);
        if (!settings.NeedsKeys && !SettingsRules.IsLoopback(settings.ApiHost))
        {
            LogEverybodyIsAdmin(SettingsCatalog.Auth.Variable);
        }

        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        LogHostListens(
            identity.Version,
            string.Join(", ", addresses),
            identity.PodId,
            engine.Limiter.Capacity,
            plugins.Routes.Count);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        LogHostStops(identity.PodId);
        await engine.Pod.DrainAsync(cancellationToken);
        await drain.SetAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Only now has the last request been answered: a submit that was taken is committed before the pod leaves.
    public Task StoppedAsync(CancellationToken cancellationToken) => engine.Pod.StopAsync(cancellationToken);
}
