using System.CommandLine;
using FleetQ.Cli.Output;
using FleetQ.PluginHost;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq plugin check and sum: what lies in a folder. No pod is asked.</summary>
internal static class PluginFileVerbs
{
    public static Command MakeCheck(VerbRunner runner)
    {
        var folder = MakeFolder();
        var list = new Option<string?>("--allowlist")
        {
            Description = "A file of sums, as PLUGINS_ALLOWLIST names it.",
        };
        var keys = new Option<string?>("--publisher-keys")
        {
            Description = "A file of public keys, as PLUGINS_PUBLISHER_KEYS names it.",
        };
        var command = new Command("check", "Say whether a host would load it, without running it.")
        {
            folder, list, keys,
        };
        runner.Bind(command, (call, _) => Task.FromResult(
            Check(call, call.Get(folder)!, call.Get(list), call.Get(keys))));
        return command;
    }

    public static Command MakeSum(VerbRunner runner)
    {
        var folder = MakeFolder();
        var command = new Command("sum", "Print the SHA-256 of its files: lines of an allow list, or of fleetq.sums.")
        {
            folder,
        };
        runner.Bind(command, (call, _) =>
        {
            var sums = PluginCheck.SumUp(Exists(call.Get(folder)!));
            call.Display.Show(sums, (found, _) =>
            {
                var areOfOne = found.DistinctBy(static sum => sum.Plugin).Count() == 1;
                foreach (var sum in found)
                {
                    var named = areOfOne ? sum : sum with { File = $"{sum.Plugin}/{sum.File}" };
                    call.Display.Say(named.ToLine());
                }
            });
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static int Check(VerbCall call, string folder, string? allowList, string? publisherKeys)
    {
        IReadOnlyList<PluginVerdict> verdicts;
        try
        {
            verdicts = PluginCheck.Judge(Exists(folder), allowList, publisherKeys, NullLogger.Instance);
        }
        catch (FormatException failure)
        {
            throw new UsageException(
                $"{string.Join(", ", new[] { allowList, publisherKeys }.OfType<string>())}: {failure.Message}");
        }

        call.Display.Show(verdicts, Draw);
        if (verdicts.Count == 0)
        {
            call.Display.Fail("no_plugin", $"'{folder}' holds no plugin: neither NAME/NAME.dll nor a lone NAME.dll.");
            return ExitCodes.Failed;
        }

        return verdicts.All(static verdict => verdict.IsSound) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Draw(IReadOnlyList<PluginVerdict> verdicts, IAnsiConsole console)
    {
        if (verdicts.Count == 0)
        {
            return;
        }

        var table = Tables.New("plugin", "version", "contract", "verdict");
        foreach (var verdict in verdicts)
        {
            table.Add(verdict.Name, verdict.Version, verdict.Contract, verdict.Code ?? "sound");
        }

        console.Write(table);
        foreach (var verdict in verdicts.Where(static verdict => !verdict.IsSound))
        {
            console.MarkupLineInterpolated($"[red]{verdict.Error}[/]");
        }
    }

    private static string Exists(string path) => File.Exists(path) || Directory.Exists(path)
        ? path
        : throw new UsageException($"There is no '{path}'; name a plugin's folder, its DLL, or a folder of plugins.");

    private static Argument<string> MakeFolder() => new("folder")
    {
        Description = "A plugin's folder, the output of its build, a lone DLL, or a folder of plugins.",
    };
}
