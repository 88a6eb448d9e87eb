using System.CommandLine;
using System.Globalization;
using FleetQ.Cli.Output;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq plugin: what a plugin is, here and in the fleet.</summary>
internal static class PluginVerbs
{
    public static Command Make(VerbRunner runner) => new("plugin", "List, check, sum, sign and start plugins.")
    {
        MakeList(runner),
        PluginFileVerbs.MakeCheck(runner),
        PluginFileVerbs.MakeSum(runner),
        PluginSignVerb.Make(runner),
        PluginNewVerb.Make(runner),
    };

    private static Command MakeList(VerbRunner runner)
    {
        var command = new Command("list", "The plugins of every live pod, refused ones too.");
        runner.Bind(command, async (call, cancellationToken) =>
        {
            using var client = call.NewClient();
            call.Display.Show(await client.Fleet.GetPluginsAsync(cancellationToken), Draw);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Draw(FleetPlugins fleet, IAnsiConsole console)
    {
        var table = Tables.New("pod", "plugin", "version", "state", "contract", "sha256", "types");
        var errors = new List<string>();
        var warnings = new List<string>();
        foreach (var (pod, plugins) in fleet.Pods.OrderBy(static pod => pod.Key, StringComparer.Ordinal))
        {
            foreach (var plugin in plugins)
            {
                table.Add(
                    pod,
                    plugin.Name,
                    plugin.Version,
                    plugin.State,
                    plugin.Contract,
                    plugin.Sha256 is { Length: > 12 } sum ? sum[..12] : plugin.Sha256,
                    string.Join(" ", plugin.TaskTypes.Select(Show)));
                warnings.AddRange(plugin.Warnings.Select(warning => $"{pod}: {warning}"));
                if (plugin.Error is { } error)
                {
                    errors.Add($"{pod}: {error}");
                }
            }
        }

        console.Write(table);
        foreach (var error in errors)
        {
            console.MarkupLineInterpolated($"[red]{error}[/]");
        }

        foreach (var warning in warnings)
        {
            console.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }
    }

    // What the operator set over the handler stands beside the name: it is what surprises.
    private static string Show(PluginTaskType type) => type.Overridden.Count == 0
        ? type.TaskType
        : $"{type.TaskType} ({string.Join(", ", type.Overridden.Select(name => $"{name}={ValueOf(type, name)}"))})";

    private static string ValueOf(PluginTaskType type, string name) => name switch
    {
        "max_retries" => $"{type.MaxRetries}",
        "timeout_seconds" => type.Timeout?.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "",
        "max_concurrency" => $"{type.MaxConcurrency}",
        _ => "set",
    };
}
