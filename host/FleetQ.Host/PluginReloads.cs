using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.PluginHost;

namespace FleetQ.Host;

/// <summary>
/// Keeps the plugins up to date while the pod runs, tells the store what they serve, and lets the pod stop when too
/// many replaced ones stay in memory.
/// </summary>
internal sealed partial class PluginReloads(
    PluginCatalog plugins,
    FleetEngine engine,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<PluginReloads> logger) : HostLoop
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(30);

    private readonly ILogger logger = logger;
    private readonly WakeSignal changed = new(time);

    protected override async Task RunAsync(CancellationToken stopping)
    {
        plugins.Changed = changed.Set;
        plugins.TooManyRetired = lifetime.StopApplication;
        try
        {
            await Task.WhenAll(plugins.RunAsync(stopping), AnnounceAsync(stopping));
        }
        finally
        {
            plugins.Changed = null;
            plugins.TooManyRetired = null;
        }
    }

    private async Task AnnounceAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await changed.WaitAsync(Timeout.InfiniteTimeSpan, stopping);
                using var late = new CancellationTokenSource(StorePatience, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
                await engine.Pod.AnnounceAsync(either.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The top of the loop: the next try may go well.
                LogAnnounceFailed(failure);
                await Task.Delay(RepeatAfter, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                changed.Set();
            }
        }
    }

    [LoggerMessage(
        HostEventIds.AnnounceFailed,
        LogLevel.Warning,
        "The plugins changed, but the store could not be told; other pods see what was before until it can.")]
    private partial void LogAnnounceFailed(Exception failure);
}
