using System.CommandLine;
using FleetQ.Cli.Output;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq pods: who is in the fleet.</summary>
internal static class PodsVerb
{
    public static Command Make(VerbRunner runner)
    {
        var all = new Option<bool>("--all", "-a") { Description = "Pods that left or died, too." };
        var command = new Command("pods", "The pods of the fleet, oldest first.") { all };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            using var client = call.NewClient();
            var pods = await client.Fleet.ListPodsAsync(cancellationToken);
            var shown = pods.Where(pod => pod.IsAlive || call.Get(all)).ToList();
            call.Display.Show(new { Pods = shown, shown.Count }, (_, console) => console.Write(TableOf(shown)));
            return ExitCodes.Done;
        });
        return command;
    }

    public static Table TableOf(IEnumerable<PodDetails> pods)
    {
        var table = Tables.New("pod", "state", "leads", "steps", "version", "machine", "beat", "since", "types");
        foreach (var pod in pods)
        {
            table.Add(
                pod.PodId,
                pod is { IsAlive: false, State: "active" } ? "silent" : pod.State,
                pod.IsLeader ? "yes" : "",
                $"{pod.CurrentCapacity}/{pod.MaxCapacity}",
                pod.Version,
                pod.HostName,
                Tables.Of(pod.BeatAge),
                Tables.Of(pod.BirthAt),
                string.Join(" ", pod.TaskTypes));
        }

        return table;
    }
}
