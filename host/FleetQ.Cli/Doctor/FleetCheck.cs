using FleetQ.Client;

namespace FleetQ.Cli.Doctor;

/// <summary>Looks at a running fleet through one of its pods.</summary>
internal sealed class FleetCheck(FleetQClient client, string url)
{
    /// <summary>All that is known through the pod.</summary>
    /// <param name="isExpected">Whether somebody said that it runs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(bool isExpected, CancellationToken cancellationToken)
    {
        try
        {
            var health = await client.Fleet.GetHealthAsync(cancellationToken);
            var findings = JudgeHealth(health).ToList();
            if (health.Checks.TryGetValue("store", out var store) && !store.Ok)
            {
                return findings;
            }

            var pods = await client.Fleet.ListPodsAsync(cancellationToken);
            var live = pods.Where(static pod => pod.IsAlive).ToArray();
            findings.AddRange(JudgePods(pods, live));
            findings.AddRange(JudgeTypes(await client.Fleet.GetQueueAsync(cancellationToken), live));
            findings.AddRange(JudgePlugins(await client.Fleet.GetPluginsAsync(cancellationToken)));
            return findings;
        }
        catch (FleetQException refusal)
        {
            return [Judge(refusal, isExpected)];
        }
    }

    private Finding Judge(FleetQException refusal, bool isExpected) => refusal switch
    {
        { ErrorType: FleetQErrors.PermissionDenied } => Finding.Problem(
            url, refusal.Detail, $"Give a key of role viewer at least: --api-key or {GlobalOptions.ApiKeyVariable}."),
        { Status: null } when isExpected => Finding.Problem(
            url, "No pod answers.", "Start one, or correct --url."),
        { Status: null } => Finding.Note(
            url, "No pod answers, so nothing of a running fleet was looked at; say where one is with --url."),
        _ => Finding.Problem(url, refusal.Detail),
    };

    private IEnumerable<Finding> JudgeHealth(HealthDetails health)
    {
        var ill = health.Checks.Where(static check => !check.Value.Ok).ToArray();
        return ill.Length == 0
            ? [Finding.Ok(url, $"{health.PodId} is healthy, version {health.Version}")]
            : ill.Select(check => Finding.Problem(
                health.PodId, $"Its check '{check.Key}' is not good: {check.Value.Detail}.", "Look at its log."));
    }

    private static IEnumerable<Finding> JudgePods(IReadOnlyList<PodDetails> pods, IReadOnlyList<PodDetails> live)
    {
        if (!live.Any(static pod => pod.IsLeader))
        {
            yield return Finding.Problem("leader", "No pod leads.", "Start a pod, or wait for the next beat of one.");
        }

        foreach (var silent in pods.Where(static pod => pod is { IsAlive: false, State: "active" or "draining" }))
        {
            yield return Finding.Warning(
                silent.PodId,
                $"It has been silent for {silent.BeatAge.TotalSeconds:0} s, and its steps are returned to others.",
                $"If it should run, look at its process on {silent.HostName}.");
        }

        var versions = live.Select(static pod => pod.Version).Distinct(StringComparer.Ordinal).ToArray();
        if (versions.Length > 1)
        {
            var each = live.Select(static pod => $"{pod.PodId} has {pod.Version}");
            yield return Finding.Warning(
                "versions",
                $"The pods run {versions.Length} versions: {string.Join(", ", each)}.",
                "Finish the upgrade: restart the older ones with the newer version.");
        }
    }

    private static IEnumerable<Finding> JudgeTypes(QueueDetails queue, IReadOnlyList<PodDetails> live)
    {
        var served = live.SelectMany(static pod => pod.TaskTypes).ToHashSet(StringComparer.Ordinal);
        return queue.StepsByType
            .Where(type => !served.Contains(type.Key))
            .Select(static type => Finding.Problem(
                type.Key,
                $"{type.Value} steps of this task type are open, and no live pod serves it.",
                "Start a pod with the plugin that has its handler, or cancel them: "
                + $"fleetq steps --type {type.Key}"));
    }

    private static IEnumerable<Finding> JudgePlugins(FleetPlugins fleet) =>
        from pod in fleet.Pods
        from plugin in pod.Value
        where plugin.Error is not null
        select Finding.Problem($"{pod.Key}/{plugin.Name}", plugin.Error ?? "");
}
