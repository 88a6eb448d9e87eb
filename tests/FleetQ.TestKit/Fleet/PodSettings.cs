using System.Globalization;

namespace FleetQ.TestKit.Fleet;

/// <summary>The environment of one host. The defaults are short, so that a test of faults ends soon.</summary>
public sealed record PodSettings
{
    /// <summary>How often the pod beats.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>
    /// How long a pod may be silent. It trusts itself about two seconds less: what is left is what a busy machine may
    /// hold up a beat before the pod fences itself.
    /// </summary>
    public TimeSpan DeadPodThreshold { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How often the leader looks for orphans.</summary>
    public TimeSpan RecoveryInterval { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>The longest idle wait between looks for steps.</summary>
    public TimeSpan ClaimInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a drain waits for running handlers.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most handlers at once, before the threshold.</summary>
    public int MaxParallelism { get; init; } = 10;

    /// <summary>Which share of it is used.</summary>
    public double CapacityThreshold { get; init; } = 0.8;

    /// <summary>Settings by their names without <c>FLEET_Q_</c>, over those above; null leaves one out.</summary>
    public IReadOnlyDictionary<string, string?> Others { get; init; } = new Dictionary<string, string?>();

    /// <summary>Variables of the process that are none of FleetQ's, by their whole names.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The settings of a fleet in which nobody is meant to die: a busy machine does not evict a pod.</summary>
    public static PodSettings Calm { get; } = new() { DeadPodThreshold = TimeSpan.FromSeconds(30) };

    /// <summary>The host's program, with its plugins beside it; null for the one that this build published.</summary>
    public string? Executable { get; init; }

    internal Dictionary<string, string> ToEnvironment(
        string podId, int port, IReadOnlyDictionary<string, string?> store)
    {
        var values = new Dictionary<string, string?>
        {
            ["POD_ID"] = podId,
            ["API_HOST"] = "127.0.0.1",
            ["API_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["PLUGINS_DIR"] = Executable is null
                ? PublishedHost.Plugins
                : Path.Combine(Path.GetDirectoryName(Executable)!, "plugins"),
            ["HEARTBEAT_INTERVAL"] = Seconds(HeartbeatInterval),
            ["DEAD_POD_THRESHOLD"] = Seconds(DeadPodThreshold),
            ["RECOVERY_INTERVAL"] = Seconds(RecoveryInterval),
            ["CLAIM_INTERVAL"] = Seconds(ClaimInterval),
            ["SHUTDOWN_TIMEOUT"] = Seconds(ShutdownTimeout),
            ["MAX_PARALLELISM"] = MaxParallelism.ToString(CultureInfo.InvariantCulture),
            ["CAPACITY_THRESHOLD"] = CapacityThreshold.ToString(CultureInfo.InvariantCulture),
            ["LOG_FORMAT"] = "json",
        };
        if (Executable is null)
        {
            // Tests kill pods all the time: one that starts again shall not remember it.
            values["STATE_DIR"] = Path.Combine("state", string.Create(CultureInfo.InvariantCulture, $"{podId}-{port}"));
        }

        foreach (var (name, value) in store.Concat(Others))
        {
            values[name] = value;
        }

        return values
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create("FLEET_Q_" + pair.Key, pair.Value!))
            .Concat(Environment)
            .ToDictionary();
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
