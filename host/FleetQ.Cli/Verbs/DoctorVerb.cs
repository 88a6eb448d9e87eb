using System.CommandLine;
using FleetQ.Cli.Doctor;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq doctor: what is wrong here and in the fleet, and what to do.</summary>
internal static class DoctorVerb
{
    public static Command Make(VerbRunner runner)
    {
        var command = new Command(
            "doctor", "Look for what is wrong: settings, store, clocks, plugins, port, keys, a running fleet.");
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var findings = await ExamineAsync(call, cancellationToken);
            var problems = findings.Count(static finding => finding.Severity is Severity.Problem);
            call.Display.Show(
                new { Problems = problems, Findings = findings },
                (_, console) => Draw(findings, problems, console));
            return problems == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(
        VerbCall call, CancellationToken cancellationToken)
    {
        var (settings, found) = SettingsCheck.Run(call.Surroundings);
        var findings = found.ToList();
        var url = call.Url;
        if (settings is not null)
        {
            findings.AddRange(await StoreCheck.RunAsync(settings, call.Surroundings.Time, cancellationToken));
            findings.AddRange(PluginsCheck.Run(settings));
            findings.AddRange(AddressCheck.CheckKeys(settings));
            findings.Add(await AddressCheck.CheckPortAsync(
                settings, address => AskAsync(call, address, cancellationToken)));
            url = call.HasUrl ? url : AddressCheck.UrlOf(settings).AbsoluteUri.TrimEnd('/');
        }

        using var client = call.NewClient(attempts: 1, url);
        findings.AddRange(await new FleetCheck(client, url).RunAsync(call.HasUrl, cancellationToken));
        return findings;
    }

    private static async Task<bool> AskAsync(VerbCall call, Uri address, CancellationToken cancellationToken)
    {
        using var client = call.NewClient(attempts: 1, address.AbsoluteUri);
        return await AddressCheck.IsFleetQAsync(client, cancellationToken);
    }

    private static void Draw(IReadOnlyList<Finding> findings, int problems, IAnsiConsole console)
    {
        foreach (var finding in findings)
        {
            var (word, color) = finding.Severity switch
            {
                Severity.Ok => ("ok", Color.Green),
                Severity.Note => ("note", Color.Blue),
                Severity.Warning => ("warning", Color.Yellow),
                Severity.Problem => ("problem", Color.Red),
                _ => throw new InvalidOperationException($"{finding.Severity} has no word."),
            };
            console.Write(new Text($"{word,-8}", new Style(color)));
            console.WriteLine($"{finding.Where}: {finding.What}");
            if (finding.Cure is { } cure)
            {
                console.WriteLine($"        -> {cure}");
            }
        }

        console.WriteLine(problems == 0 ? "No problem was found." : $"{problems} to solve.");
    }
}
