using System.Diagnostics.Metrics;
using FleetQ.Engine.Telemetry;
using FleetQ.PluginHost.Generations;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Unloading;

/// <summary>
/// Knows which retired generations are still in memory, asks the runtime to let go of them, and says what holds those
/// that stay. Thread-safe.
/// </summary>
internal sealed partial class RetiredContexts : IDisposable
{
    private readonly PluginHostOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Meter meter = new(FleetMetrics.MeterName);
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<RetiredGeneration> all = [];
    private bool hasTold;

    public RetiredContexts(PluginHostOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        meter.CreateObservableGauge(
            PluginCatalog.RetiredContextsMetric,
            () => CountAlive(),
            "{context}",
            "Replaced plugins that are still in memory.");
    }

    /// <summary>Called once when too many live on, on any thread; must return at once.</summary>
    public Action? TooMany { get; set; }

    /// <summary>Takes a generation that serves no more.</summary>
    public void Add(RetiredGeneration retired)
    {
        lock (gate)
        {
            all.Add(retired);
        }
    }

    /// <summary>Those that are still in memory, oldest first.</summary>
    public IReadOnlyList<RetiredGeneration> ListAlive()
    {
        lock (gate)
        {
            all.RemoveAll(static retired => !retired.IsAlive);
            return [.. all];
        }
    }

    /// <summary>How many are still in memory.</summary>
    public int CountAlive() => ListAlive().Count;

    /// <summary>Reports those of one plugin.</summary>
    public IReadOnlyList<RetiredReport> ReportsOf(string plugin) =>
    [
        .. ListAlive()
            .Where(retired => retired.Identity.Name == plugin)
            .Select(static retired => new RetiredReport(
                retired.Identity.Version,
                retired.Identity.Sha256,
                retired.State,
                retired.RetiredAt,
                retired.Running,
                retired.Roots)),
    ];

    /// <summary>Lets the runtime take back what has ended, and reports what it cannot.</summary>
    public async Task LookAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await Collection.RunUntilAsync(() => ListUnloaded().Count == 0, time, CancellationToken.None)
                .ConfigureAwait(false);
            foreach (var retired in ListUnloaded())
            {
                Report(retired);
            }

            TellWhenTooMany();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        turn.Dispose();
    }

    private List<RetiredGeneration> ListUnloaded() =>
        [.. ListAlive().Where(static retired => retired.State is RetirementState.Unloaded)];

    private void Report(RetiredGeneration retired)
    {
        if (retired.Roots.Count > 0)
        {
            return;
        }

        retired.Roots = RootSearch.Find(retired, options.RootSearchMax, time);
        if (retired.Roots.Count > 0)
        {
            LogLivesOn(
                retired.Identity.Name, retired.Identity.Version, retired.RetiredAt, string.Join("; ", retired.Roots));
        }
    }

    private void TellWhenTooMany()
    {
        var alive = CountAlive();
        if (alive <= options.RetiredContextsMax || Interlocked.Exchange(ref hasTold, true))
        {
            return;
        }

        LogTooMany(alive, options.RetiredContextsMax);
        TooMany?.Invoke();
    }
}
