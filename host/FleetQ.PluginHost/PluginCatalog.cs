using System.Collections.Frozen;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Loading;
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
    private readonly PluginHostOptions options;
    private readonly PluginServices services;
    private readonly ILogger logger;
    private readonly List<LoadedPlugin> loaded = [];
    private readonly List<Task<(LoadedPlugin? Plugin, Refusal? Refusal)>> abandoned = [];
    private FrozenDictionary<TaskType, HandlerRoute> routes = FrozenDictionary<TaskType, HandlerRoute>.Empty;
    private IReadOnlyList<PluginReport> plugins = [];
    private int isLoading;

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
        this.options = options;
        services = new PluginServices(configuration, loggers, time);
        logger = loggers.CreateLogger<PluginCatalog>();
    }

    /// <summary>A report of each plugin of the folder, by name in ordinal order.</summary>
    public IReadOnlyList<PluginReport> Plugins => Volatile.Read(ref plugins);

    /// <inheritdoc/>
    public IReadOnlyCollection<HandlerRoute> Routes => Volatile.Read(ref routes).Values;

    /// <inheritdoc/>
    public HandlerRoute? Find(TaskType taskType) => Volatile.Read(ref routes).GetValueOrDefault(taskType);

    /// <summary>The reports as a JSON array, for the pod's row: without schemas.</summary>
    public string ToJson() => PluginReportJson.WriteShort(Plugins);

    /// <summary>The reports as a JSON array, with the schemas of arguments.</summary>
    public string ToFullJson() => PluginReportJson.Write(Plugins);

    /// <summary>
    /// Loads what the folder holds, once. A plugin that cannot run is reported and logged; it never stops another.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// It was called before: loaded plugins stay for the life of the process.
    /// </exception>
    public async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isLoading, 1) != 0)
        {
            throw new InvalidOperationException("The plugins are loaded already; restart the host to load others.");
        }

        var (allowList, unreadable) = ReadAllowList();
        var inspection = new PluginInspection(allowList, logger);
        var table = new Dictionary<TaskType, HandlerRoute>();
        var reports = new List<PluginReport>();
        foreach (var candidate in FindCandidates())
        {
            var report = unreadable is null
                ? await AdmitAsync(candidate, inspection, table, cancellationToken).ConfigureAwait(false)
                : Reports.Refused(candidate, null, unreadable);
            reports.Add(report);
            Log(report);
        }

        Volatile.Write(ref plugins, reports);
        Volatile.Write(ref routes, table.ToFrozenDictionary());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref routes, FrozenDictionary<TaskType, HandlerRoute>.Empty);
        foreach (var plugin in loaded)
        {
            await plugin.DisposeAsync().ConfigureAwait(false);
        }

        // Those that still hang are left to the end of the process: there is no way to stop them.
        foreach (var late in abandoned.Where(load => load.IsCompletedSuccessfully))
        {
            if (await late.ConfigureAwait(false) is ({ } plugin, _))
            {
                await plugin.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private (AllowList? List, Refusal? Refusal) ReadAllowList()
    {
        if (options.AllowListFile is not { } path)
        {
            return (null, null);
        }

        try
        {
            return (AllowList.Read(path), null);
        }
        catch (Exception failure) when (failure is IOException or FormatException or UnauthorizedAccessException)
        {
            return (null, Refusal.NoAllowList(path, failure.Message));
        }
    }

    private IReadOnlyList<PluginCandidate> FindCandidates()
    {
        try
        {
            var folder = PluginFolder.Scan(options.Folder);
            foreach (var file in folder.IgnoredLoneDlls)
            {
                LogLoneDllIgnored(file);
            }

            return folder.Candidates;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogFolderUnreadable(Path.GetFullPath(options.Folder), failure.Message);
            return [];
        }
    }

    private async Task<PluginReport> AdmitAsync(
        PluginCandidate candidate,
        PluginInspection inspection,
        Dictionary<TaskType, HandlerRoute> table,
        CancellationToken cancellationToken)
    {
        var (facts, refusal) = PluginInspection.Read(candidate);
        refusal ??= inspection.Judge(candidate, facts!);
        if (refusal is not null)
        {
            return Reports.Refused(candidate, facts, refusal);
        }

        var (plugin, failure) = await LoadAsync(candidate, facts!, cancellationToken).ConfigureAwait(false);
        if (plugin is null)
        {
            return Reports.Refused(candidate, facts, failure!);
        }

        if (plugin.FindClash(table) is { } taken)
        {
            await plugin.DisposeAsync().ConfigureAwait(false);
            var clash = Refusal.TypeClash(candidate, taken.Plugin.Name, taken.TaskType.Value);
            return Reports.Refused(candidate, facts, clash);
        }

        loaded.Add(plugin);
        foreach (var route in plugin.Routes)
        {
            table.Add(route.TaskType, route);
        }

        return Reports.Loaded(plugin);
    }

    private async Task<(LoadedPlugin? Plugin, Refusal? Refusal)> LoadAsync(
        PluginCandidate candidate, Inspection.AssemblyFacts facts, CancellationToken cancellationToken)
    {
        // A thread of its own: set-up that never returns must not take one of the pool's away.
        var load = Task.Factory.StartNew(
            () => new PluginLoader(services).Load(candidate, facts),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return await load.WaitAsync(options.SetupTimeout, services.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            abandoned.Add(load);
            return (null, Refusal.SetUpTooLong(candidate, facts, options.SetupTimeout));
        }
    }

    private void Log(PluginReport report)
    {
        if (report.State == PluginState.Loaded)
        {
            LogPluginLoaded(report.Name, report.Version, report.TaskTypes.Count);
        }
        else
        {
            LogPluginRefused(report.Name, report.Code, report.Error);
        }
    }
}
