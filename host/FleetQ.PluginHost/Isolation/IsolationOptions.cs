namespace FleetQ.PluginHost.Isolation;

/// <summary>How the host treats plugins that run in a process of their own.</summary>
public sealed record IsolationOptions
{
    private const string ProgramName = "FleetQ.PluginProcess";

    /// <summary>The program that runs one plugin; it is published beside the host.</summary>
    public string Program { get; init; } = Path.Combine(
        AppContext.BaseDirectory, OperatingSystem.IsWindows() ? ProgramName + ".exe" : ProgramName);

    /// <summary>How long a process may take to start, load its plugin and set it up.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a process says that it lives.</summary>
    public TimeSpan BeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many beats may fail to come before a process is ended.</summary>
    /// <remarks>Counted in beats, not in time, so that a host that stood still itself blames nobody.</remarks>
    public int BeatsMissedMax { get; init; } = 30;

    /// <summary>How long a handler may go on after its token was cancelled, before its process is ended.</summary>
    /// <remarks>At least the host's own grace, so that the step's outcome is settled by then.</remarks>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a process may take to end when it is asked to.</summary>
    public TimeSpan FarewellPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause before a process that ended by itself is started again; it doubles with each time.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No pause before a start is longer.</summary>
    public TimeSpan RestartDelayMax { get; init; } = TimeSpan.FromSeconds(60);
}
