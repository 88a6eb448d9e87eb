using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Crashes;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Loading;
using FleetQ.PluginHost.Quarantine;
using FleetQ.PluginHost.Unloading;
using FleetQ.PluginHost.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost;

/// <summary>
/// The plugins of this pod: what was loaded, what was refused and why, and which handler takes which task type.
/// </summary>
/// <remarks>
/// Empty until <see cref="LoadAllAsync"/>; thread-safe afterwards. Disposing of it ends the plugins' own services.
/// </remarks>
public sealed partial class PluginCatalog : IHandlerRoutes, IAsyncDisposable
{
    /// <summary>The name of the gauge <see cref="RetiredContexts"/>, as FleetQ's meter has it.</summary>
    public const string RetiredContextsMetric = "fleetq.plugin.contexts_retired";

    /// <summary>The name of the gauge <see cref="Quarantined"/>, as FleetQ's meter has it.</summary>
    public const string QuarantinedMetric = "fleetq.plugin.quarantined";

    private readonly PluginHostOptions options;
    private readonly ILogger logger;
    private readonly WakeSignal signal;
    private readonly RouteTable table = new();
    private readonly PluginCopier copier = new();
    private readonly RetiredContexts contexts;
    private readonly Retirements retirements;
    private readonly FolderScan scan;
    private readonly PluginStarters starters;
    private readonly CrashJournal? journal;
    private readonly SemaphoreSlim turn = new(1);
    private bool isLoaded;
    private bool isDisposed;

    /// <summary>Makes an empty catalog.</summary>
    /// <param name="options">Where plugins come from.</param>
    /// <param name="configuration">
    /// The host's configuration; a plugin sees a copy of its section <c>Plugins:&lt;Name&gt;</c>.
    /// </param>
    /// <param name="loggers">Where plugins log, under the categories <c>FleetQ.Plugins.&lt;Name&gt;</c>.</param>
    /// <param name="time">The clock that plugins use.</param>
    public PluginCatalog(
        PluginHostOptions options, IConfiguration configuration, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        logger = loggers.CreateLogger<PluginCatalog>();
        signal = new WakeSignal(time);
        contexts = new RetiredContexts(options, time, logger);
        retirements = new Retirements(options, copier, contexts, time, logger);
        var services = new PluginServices(configuration, loggers, time);
        starters = new PluginStarters(
            new InProcessStarter(services, options.SetupTimeout, options.ReloadsInProcess),
            new IsolatedStarter(services, options.Isolation));
        journal = options.StateFolder is { } state ? CrashJournal.TryOpen(state, time, logger) : null;
        var intake = new PluginIntake(options, copier, starters, services, journal, logger);
        Metrics = new PluginMetrics(() => Quarantined, time);
        var quarantines = new Quarantines(options.Quarantine, table, journal, Metrics, time, logger)
        {
            Changed = () => Changed?.Invoke(),
        };
        var updates = new PluginUpdates(intake, copier, table, retirements, quarantines, time, logger);
        scan = new FolderScan(options, updates, time, logger);
    }

    /// <summary>A report of each plugin of the folder, by name in ordinal order.</summary>
    public IReadOnlyList<PluginReport> Plugins => [.. scan.Slots
        .Where(static slot => slot.IsKnown)
        .Select(slot => Reports.Of(slot) with
        {
            // Looked at last: a plugin that was just removed is listed as long as what it left behind.
            Retired = contexts.ReportsOf(slot.Name),
            Abandoned = CountAbandoned?.Invoke(slot.Name) ?? 0,
        })
        .Where(static report => report.State is not PluginState.Removed || report.Serves || report.Retired.Count > 0)];

    /// <summary>How many replaced plugins are still in memory.</summary>
    public int RetiredContexts => contexts.CountAlive();

    /// <summary>What is counted of plugins.</summary>
    public PluginMetrics Metrics { get; }

    /// <summary>How many task types are quarantined on this pod.</summary>
    public int Quarantined => table.QuarantinedCount;

    /// <summary>
    /// Tells how many handlers of a plugin ignore their cancelled token; for the reports. Any thread.
    /// </summary>
    public Func<string, int>? CountAbandoned { get; set; }

    /// <summary>Called after plugins changed, on any thread; must return at once.</summary>
    public Action? Changed { get; set; }

    /// <summary>
    /// Called once when more replaced plugins live on than the options bear, on any thread; must return at once.
    /// </summary>
    public Action? TooManyRetired
    {
        get => contexts.TooMany;
        set => contexts.TooMany = value;
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<HandlerRoute> Routes => table.Routes;

    /// <inheritdoc/>
    public HandlerRoute? Find(TaskType taskType) => table.Find(taskType);

    /// <summary>The route of a task type, also of one that is quarantined; null when no plugin handles it.</summary>
    public HandlerRoute? FindDeclared(TaskType taskType) => table.FindDeclared(taskType);

    /// <summary>
    /// The name of the plugin whose code an exception came from, by the load contexts of its stack's frames; null when
    /// none of them is a plugin's.
    /// </summary>
    public string? FindCulprit(Exception failure)
    {
        var names = scan.Slots.Select(static slot => slot.Name).ToHashSet(StringComparer.Ordinal);
        return Culprits.ContextsOf(failure).FirstOrDefault(names.Contains);
    }

    /// <summary>The reports as a JSON array, for the pod's row: without schemas.</summary>
    public string ToJson() => PluginReportJson.WriteShort(Plugins);

    /// <summary>The reports as a JSON array, with the schemas of arguments.</summary>
    public string ToFullJson() => PluginReportJson.Write(Plugins);

    /// <summary>
    /// Loads what the folder holds, once. A plugin that cannot run is reported and logged; it never stops another.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isLoaded, true))
        {
            throw new InvalidOperationException("The plugins are loaded already; RunAsync loads what changes.");
        }

        await ScanAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Looks at the folder until the token is cancelled: loads what is new, replaces what can be replaced, and reports
    /// what cannot.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var waker = new FolderWaker(Path.GetFullPath(options.Folder), signal.Set, logger);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(scan.FindWait() ?? options.ScanInterval, stopping).ConfigureAwait(false);
                await ScanAsync(options.QuietPeriod, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The top of the loop: the next look may go well.
                LogScanFailed(failure);
            }
        }
    }

    /// <summary>Loads a plugin of the folder anew, at once.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PluginReload> ReloadAsync(string name, CancellationToken cancellationToken)
    {
        PluginReloadOutcome outcome;
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            outcome = await scan.ReloadAsync(name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }

        if (outcome is PluginReloadOutcome.Reloaded or PluginReloadOutcome.Refused)
        {
            Changed?.Invoke();
        }

        return new PluginReload(outcome, Plugins.FirstOrDefault(plugin => plugin.Name == name));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        table.Clear();
        foreach (var slot in scan.Slots)
        {
            if (slot.Serving is { } serving)
            {
                slot.Remove();
                serving.Guard.Dispose();
                await serving.Plugin.DisposeAsync().ConfigureAwait(false);
            }
        }

        await retirements.DisposeAsync().ConfigureAwait(false);
        starters.Dispose();
        contexts.Dispose();
        copier.Dispose();
        journal?.Dispose();
        Metrics.Dispose();
        turn.Dispose();
    }

    private async Task ScanAsync(TimeSpan quiet, CancellationToken cancellationToken)
    {
        bool hasChanged;
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            hasChanged = await scan.RunAsync(quiet, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }

        if (hasChanged)
        {
            Changed?.Invoke();
        }
    }
}
