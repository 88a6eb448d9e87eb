using System.CommandLine;
using FleetQ.Cli.Dev;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq plugin new: a plugin's project from the template.</summary>
internal static class PluginNewVerb
{
    private const string Template = "fleetq-plugin";

    private const string HowToInstall =
        $"There is no template '{Template}' here; install it: dotnet new install FleetQ.Templates";

    // What dotnet new ends with.
    private const int NoSuchTemplate = 103;

    public static Command Make(VerbRunner runner)
    {
        var name = new Argument<string>("name") { Description = "The plugin's name, its folder's and its project's." };
        var output = new Option<string?>("--into") { Description = "The folder to make it in. Else one of its name." };
        var isolation = new Option<string?>("--isolation") { Description = "Where it runs: none or process." };
        isolation.AcceptOnlyFromAmong("none", "process");
        var command = new Command("new", $"Start a plugin: dotnet new {Template}.") { name, output, isolation };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            string[] into = call.Get(output) is { } folder ? ["--output", folder] : [];
            string[] where = call.Get(isolation) is { } given ? ["--isolation", given] : [];
            var run = await DotnetCommand.RunAsync(
                ["new", Template, "--name", call.Get(name)!, .. into, .. where],
                Environment.CurrentDirectory,
                cancellationToken);
            if (run.ExitCode == 0)
            {
                call.Display.Say(run.Text.Trim());
                return ExitCodes.Done;
            }

            call.Display.Fail("template_failed", run.ExitCode == NoSuchTemplate ? HowToInstall : run.Text.Trim());
            return ExitCodes.Failed;
        });
        return command;
    }
}
