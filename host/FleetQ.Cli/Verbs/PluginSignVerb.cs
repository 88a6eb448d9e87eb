using System.CommandLine;
using FleetQ.PluginHost;
using FleetQ.PluginHost.Trust;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq plugin sign: for hosts that load only what a known publisher signed.</summary>
internal static class PluginSignVerb
{
    public static Command Make(VerbRunner runner)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "A plugin's folder, or the output of its publish.",
        };
        var key = new Option<string>("--key")
        {
            Description = "The publisher's private key: a PEM file, ECDSA P-256, without a password.",
            Required = true,
        };
        var command = new Command("sign", "Write fleetq.sums and its signature into a plugin's folder.")
        {
            folder, key,
        };
        runner.Bind(command, (call, _) => Task.FromResult(Sign(call, call.Get(folder)!, call.Get(key)!)));
        return command;
    }

    private static int Sign(VerbCall call, string folder, string key)
    {
        if (!Directory.Exists(folder) || !File.Exists(key))
        {
            throw new UsageException(
                $"There is no '{(Directory.Exists(folder) ? key : folder)}'; name a plugin's folder and a key's file.");
        }

        IReadOnlyList<PluginFileSum> sums;
        try
        {
            sums = PluginSigner.Sign(folder, key);
        }
        catch (FormatException failure)
        {
            throw new UsageException(failure.Message);
        }

        call.Display.Show(sums, (signed, _) => call.Display.Say(
            $"Signed {signed.Count} files of '{signed[0].Plugin}'; sign it again after every change."));
        return ExitCodes.Done;
    }
}
