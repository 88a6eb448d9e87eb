using System.CommandLine;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq completion: what a shell needs to complete the tool's verbs and options.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        _fleetq_complete() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(fleetq "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2> /dev/null)" -- \
            "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _fleetq_complete fleetq
        """;

    private const string Zsh = """
        _fleetq_complete() {
          local -a found
          found=("${(@f)$(fleetq "[suggest:${CURSOR}]" "${BUFFER}" 2> /dev/null)}")
          compadd -- "${found[@]}"
        }
        compdef _fleetq_complete fleetq
        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName fleetq -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          fleetq "[suggest:$cursorPosition]" "$commandAst" 2> $null |
            Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["pwsh"] = Pwsh,
    };

    public static Command Make(VerbRunner runner)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print the completion script of a shell.") { shell };
        runner.Bind(command, (call, _) =>
        {
            call.Display.Say(Scripts[call.Get(shell)!]);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
