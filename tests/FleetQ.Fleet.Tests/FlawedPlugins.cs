using System.Net;
using System.Text.Json;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>A fleet whose pods load test plugins from the fleet's own folder, beside the sample that echoes.</summary>
internal static class FlawedPlugins
{
    private const string Echo = "FleetQ.Plugins.Echo";

    internal static readonly TimeSpan Limit = Eventually.LongPatience;

    /// <summary>Retries without a pause worth the name.</summary>
    internal static readonly object Soon = new { strategy = "constant", base_ms = 10, max_ms = 20 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Settings of such a pod; its journal of crashes is kept across restarts.</summary>
    internal static PodSettings Settings(params (string Name, string Value)[] others)
    {
        var all = new Dictionary<string, string?> { ["PLUGINS_DIR"] = "plugins", ["STATE_DIR"] = "pod-state" };
        foreach (var (name, value) in others)
        {
            all[name] = value;
        }

        return PodSettings.Calm with { Others = all, MaxParallelism = 2, CapacityThreshold = 1 };
    }

    /// <summary>Makes the fleet's folder with the plugins in it.</summary>
    internal static async Task<FleetInABox> PrepareAsync(this FleetUnderTest box, params string[] plugins)
    {
        var fleet = await box.PrepareAsync(PodSettings.Calm);
        foreach (var plugin in plugins)
        {
            var built = Path.Combine(AppContext.BaseDirectory, "plugins", plugin);
            Copy(built, Path.Combine(fleet.Folder, "plugins", plugin));
        }

        Copy(Path.Combine(PublishedHost.Plugins, Echo), Path.Combine(fleet.Folder, "plugins", Echo));
        return fleet;
    }

    internal static StepBody Flawed(string how, string? file = null) => new("flawed.run", new { how, file });

    internal static async Task<HostProcess> StartAsync(FleetInABox fleet, string podId, PodSettings settings)
    {
        var pod = fleet.Launch(podId, settings);
        await pod.WaitUntilReadyAsync(Token);
        return pod;
    }

    internal static async Task<string?> StateAsync(HostProcess pod) =>
        (await ReportAsync(pod, "Flawed")).GetProperty("state").GetString();

    internal static async Task<JsonElement> ReportAsync(HostProcess pod, string plugin) =>
        (await pod.Client.GetAsync("/admin/plugins", Token)).GetProperty("plugins").EnumerateArray()
            .Single(report => report.GetProperty("name").GetString() == plugin);

    internal static async Task<double> CountAsync(HostProcess pod, string kind, string name) =>
        (await pod.Client.GetAsync("/metrics/json", Token)).GetProperty(kind).GetProperty(name).GetDouble();

    /// <summary>Waits until a pod is ready.</summary>
    internal static Task UntilReadyAsync(HostProcess pod) => Eventually.HoldsAsync(
        "it is ready", Limit, async () => (await ReadyAsync(pod)).Code == HttpStatusCode.OK, Token);

    /// <summary>Waits until a pod is not ready, and says why; a store that is slow is another reason.</summary>
    internal static Task UntilUnreadyAsync(HostProcess pod, string reason) => Eventually.HoldsAsync(
        $"it is not ready: {reason}",
        Limit,
        async () => await ReadyAsync(pod) is (HttpStatusCode.ServiceUnavailable, var body)
            && body.GetProperty("reason").GetString()!.Contains(reason, StringComparison.Ordinal),
        Token);

    private static async Task<(HttpStatusCode Code, JsonElement Body)> ReadyAsync(HostProcess pod)
    {
        using var http = new HttpClient { BaseAddress = pod.Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)));
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
