using System.Text.Json.Serialization;

namespace FleetQ.PluginHost.Crashes;

/// <summary>What a pod remembers of the deaths of its processes, and what it makes of them.</summary>
/// <param name="Deaths">The latest deaths, oldest first.</param>
/// <param name="Verdicts">What was decided, and is not forgotten yet.</param>
internal sealed record CrashHistory(IReadOnlyList<Death> Deaths, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>So many deaths in a row, all beside one plugin, condemn it.</summary>
    public const int DeathsMax = 3;

    /// <summary>Deaths that lie further apart have nothing to do with each other.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>When a verdict is forgotten.</summary>
    public static readonly TimeSpan VerdictAge = TimeSpan.FromDays(1);

    /// <summary>Nothing ever happened.</summary>
    public static CrashHistory Empty { get; } = new([], []);

    /// <summary>Adds a death, and judges.</summary>
    /// <remarks>
    /// A process that was killed from outside looks like one that crashed. So only what ran at each of the last deaths
    /// is blamed, and for running, being isolated is all that it comes to.
    /// </remarks>
    public CrashHistory After(LastMoment last, DateTimeOffset now)
    {
        var known = Forget(now);
        Death[] deaths = [.. known.Deaths, new Death(now, last.Running, last.Loading)];
        var next = known with { Deaths = deaths };
        var loads = deaths[^1].Loading.Where(plugin => deaths.Count(death => death.WasLoading(plugin)) >= DeathsMax);
        next = loads.Aggregate(next, (history, plugin) => history.With(new(plugin, VerdictKind.Refused, now)));
        Death[] row = [.. deaths.Where(death => now - death.Ts <= Window).TakeLast(DeathsMax)];
        return row.Length < DeathsMax
            ? next
            : row[^1].Running
                .Where(plugin => row.All(death => death.WasRunning(plugin)))
                .Aggregate(next, (history, plugin) => history.With(new(plugin, VerdictKind.Isolated, now)));
    }

    /// <summary>Drops what is too old.</summary>
    public CrashHistory Forget(DateTimeOffset now) => new(
        [.. Deaths.Where(death => now - death.Ts <= VerdictAge)],
        [.. Verdicts.Where(verdict => verdict.Kind is VerdictKind.Refused || now - verdict.Ts <= VerdictAge)]);

    /// <summary>The verdict on a plugin's files; null when there is none.</summary>
    public Verdict? Find(string sha256) => Verdicts.FirstOrDefault(verdict => verdict.Plugin.Sha256 == sha256);

    /// <summary>Forgets what is known of a plugin's files.</summary>
    public CrashHistory Forgive(string sha256) => new(
        [.. Deaths.Select(death => death.Without(sha256))],
        [.. Verdicts.Where(verdict => verdict.Plugin.Sha256 != sha256)]);

    private CrashHistory With(Verdict verdict) => this with
    {
        Verdicts = [.. Verdicts.Where(other => other.Plugin.Sha256 != verdict.Plugin.Sha256), verdict],
    };
}

/// <summary>A process that ended without saying farewell.</summary>
/// <param name="Ts">When the next one found out.</param>
/// <param name="Running">The plugins of which steps ran.</param>
/// <param name="Loading">The plugins that were being loaded.</param>
internal sealed record Death(
    DateTimeOffset Ts, IReadOnlyList<PluginMark> Running, IReadOnlyList<PluginMark> Loading)
{
    public bool WasRunning(PluginMark plugin) => Running.Any(other => other.Sha256 == plugin.Sha256);

    public bool WasLoading(PluginMark plugin) => Loading.Any(other => other.Sha256 == plugin.Sha256);

    public Death Without(string sha256) => this with
    {
        Running = [.. Running.Where(plugin => plugin.Sha256 != sha256)],
        Loading = [.. Loading.Where(plugin => plugin.Sha256 != sha256)],
    };
}

/// <summary>What was decided of a plugin's files.</summary>
/// <param name="Plugin">The files.</param>
/// <param name="Kind">What.</param>
/// <param name="Ts">When.</param>
internal sealed record Verdict(PluginMark Plugin, VerdictKind Kind, DateTimeOffset Ts);

/// <summary>What can be decided.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
internal enum VerdictKind
{
    /// <summary>It runs in a process of its own.</summary>
    Isolated,

    /// <summary>It is not loaded.</summary>
    Refused,
}
