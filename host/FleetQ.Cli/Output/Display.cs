using FleetQ.Cli.Terminals;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Output;

/// <summary>Shows answers: as tables to people, as JSON to programs.</summary>
internal sealed class Display
{
    public const string Table = "table";
    public const string Json = "json";

    // A file has no edge; lines that are cut or wrapped could not be searched.
    private const int WidthOfFiles = 400;

    private readonly Terminal terminal;

    public Display(Terminal terminal, bool isJson, bool hasColors)
    {
        this.terminal = terminal;
        IsJson = isJson;
        Out = MakeConsole(terminal.Output, terminal.ShowsOutput, hasColors);
        Err = MakeConsole(terminal.Error, terminal.ShowsErrors, hasColors);
    }

    /// <summary>Whether a program reads the answers.</summary>
    public bool IsJson { get; }

    /// <summary>For answers to people.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>For what is wrong, and what moves.</summary>
    public IAnsiConsole Err { get; }

    /// <summary>Whether something may move on the screen while a person waits.</summary>
    public bool Moves => terminal.ShowsErrors && !IsJson;

    /// <summary>Shows an answer.</summary>
    public void Show<T>(T value, Action<T, IAnsiConsole> draw)
    {
        if (IsJson)
        {
            terminal.Output.WriteLine(CliJson.Write(value));
            return;
        }

        draw(value, Out);
    }

    /// <summary>Writes a line of text as it is.</summary>
    public void Say(string text) => terminal.Output.WriteLine(text);

    /// <summary>Tells a person something beside the answer.</summary>
    public void Note(string text)
    {
        if (!IsJson)
        {
            Err.MarkupLineInterpolated($"[yellow]{text}[/]");
        }
    }

    /// <summary>Says what is wrong.</summary>
    public void Fail(string errorType, string detail, FleetQException? refusal = null)
    {
        if (IsJson)
        {
            var error = new { ErrorType = errorType, Detail = detail, Status = (int?)refusal?.Status, refusal?.Errors };
            terminal.Error.WriteLine(CliJson.Write(new { Error = error }));
            return;
        }

        Err.MarkupLineInterpolated($"[red]fleetq:[/] {detail}");
        foreach (var (field, errors) in refusal?.Errors ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            Err.MarkupLineInterpolated($"  {field} {string.Join(" ", errors)}");
        }
    }

    private static IAnsiConsole MakeConsole(TextWriter writer, bool isShown, bool hasColors)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isShown ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isShown && hasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isShown ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isShown)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
