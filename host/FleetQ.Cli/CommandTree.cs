using System.CommandLine;
using FleetQ.Cli.Dev;
using FleetQ.Cli.Verbs;

namespace FleetQ.Cli;

/// <summary>All verbs, and what they have in common.</summary>
internal static class CommandTree
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Task<int> RunAsync(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var terminal = surroundings.Terminal;
        var parsed = Make(new VerbRunner(surroundings)).Parse(args);
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = FindPatience(parsed, surroundings),
        };
        return RunAsync(parsed, invocation);
    }

    // How long a verb may take to end after Ctrl+C; one that holds a host lets it drain first.
    private static TimeSpan FindPatience(ParseResult parsed, Surroundings surroundings) =>
        parsed.CommandResult.Command.Name is HostVerb.Name or DevVerb.Name
            ? Patience + DevHost.FindPatience(surroundings.Find(DevHost.ShutdownTimeout))
            : Patience;

    private static async Task<int> RunAsync(ParseResult parsed, InvocationConfiguration invocation)
    {
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Action is System.CommandLine.Invocation.ParseErrorAction ? ExitCodes.WrongUsage : code;
    }

    private static RootCommand Make(VerbRunner runner)
    {
        var root = new RootCommand("Submit and follow steps, operate a FleetQ fleet, check plugins and set-ups.")
        {
            SubmitVerb.Make(runner),
            StatusVerb.Make(runner),
            StepsVerb.Make(runner),
            ChangeVerbs.MakeCancel(runner),
            ChangeVerbs.MakeRetry(runner),
            DeadVerbs.Make(runner),
            PodsVerb.Make(runner),
            TopVerb.Make(runner),
            PluginVerbs.Make(runner),
            DoctorVerb.Make(runner),
            MigrateVerb.Make(runner),
            BenchVerb.Make(runner),
            DevVerb.Make(runner),
            HostVerb.Make(runner),
            CompletionVerb.Make(runner),
        };
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        return root;
    }
}
