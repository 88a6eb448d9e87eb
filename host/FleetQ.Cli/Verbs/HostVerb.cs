using System.CommandLine;
using FleetQ.Cli.Dev;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq host: the host that the tool brings, in this folder.</summary>
internal static class HostVerb
{
    public const string Name = "host";

    public static Command Make(VerbRunner runner)
    {
        var program = new Option<string?>("--host")
        {
            Description = $"Another host's program or folder. Else {DevHost.Variable}, else the one beside this tool.",
        };
        var command = new Command(Name, "Run a host in this folder, with the FLEET_Q_ variables as its settings.")
        {
            program,
        };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var found = DevHost.FindProgram(call.Get(program) ?? call.Surroundings.Find(DevHost.Variable));
            await using var host = DevHost.StartHere(found, Environment.CurrentDirectory);
            try
            {
                await host.WaitForEndAsync(cancellationToken);
                return host.ExitCode;
            }
            catch (OperationCanceledException)
            {
                await host.DrainAsync(call.Surroundings.Time);
                return ExitCodes.Interrupted;
            }
        });
        return command;
    }
}
