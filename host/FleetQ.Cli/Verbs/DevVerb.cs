using System.CommandLine;
using System.Globalization;
using FleetQ.Cli.Dev;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq dev: a plugin's project, built and run at every save.</summary>
internal static class DevVerb
{
    public const string Name = "dev";

    private const int PortDefault = 8000;
    private const string PortVariable = "FLEET_Q_API_PORT";

    public static Command Make(VerbRunner runner)
    {
        var project = new Argument<string>("project")
        {
            Description = "The plugin's project, or its folder.",
            DefaultValueFactory = static _ => ".",
        };
        var host = new Option<string?>("--host")
        {
            Description = $"The host's program or folder. Else {DevHost.Variable}, else the one beside this tool.",
        };
        var plugins = new Option<string?>("--plugins")
        {
            Description = "A folder of plugins to run it with. Else one for it alone, below the project's obj.",
        };
        var port = new Option<int?>("--port")
        {
            Description = $"Where the host listens. Else {PortVariable}, else {PortDefault}.",
        };
        var command = new Command(Name, "Build a plugin, run a host on it, and bring every save to that host.")
        {
            project, host, plugins, port,
        };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var program = DevHost.FindProgram(call.Get(host) ?? call.Surroundings.Find(DevHost.Variable));
            var loaded = await DevProject.LoadAsync(call.Get(project)!, cancellationToken);
            var folder = Path.GetFullPath(call.Get(plugins) ?? Path.Combine(loaded.DevFolder, "plugins"));
            var options = new DevOptions(loaded, program, folder, call.Get(port) ?? FindPort(call.Surroundings));
            using var client = call.NewClient(attempts: 1, options.Url);
            await using var session = new DevSession(options, client, call.Surroundings.Time, call.Display.Say);
            await session.RunAsync(cancellationToken);
            return ExitCodes.Failed;
        });
        return command;
    }

    private static int FindPort(Surroundings surroundings) => surroundings.Find(PortVariable) switch
    {
        null => PortDefault,
        { } text when int.TryParse(text, CultureInfo.InvariantCulture, out var port) => port,
        { } text => throw new UsageException($"{PortVariable} is '{text}'; it must be the number of a port."),
    };
}
