namespace FleetQ.Cli.Terminals;

/// <summary>The one door to the console.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, TextReader input)
{
    /// <summary>For answers.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>For what is wrong, and for what moves while somebody waits.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>What is piped in.</summary>
    public TextReader Input { get; } = input;

    /// <summary>Whether a person sees the answers, not a file or a program.</summary>
    public bool ShowsOutput { get; private init; }

    /// <summary>Whether a person sees what moves.</summary>
    public bool ShowsErrors { get; private init; }

    /// <summary>Whether keys can be read.</summary>
    public bool HasKeys { get; private init; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfThisProcess() => new(Console.Out, Console.Error, Console.In)
    {
        ShowsOutput = !Console.IsOutputRedirected,
        ShowsErrors = !Console.IsErrorRedirected,
        HasKeys = !Console.IsInputRedirected,
    };

    /// <summary>The key that was pressed; null when none was.</summary>
    public char? FindKey() => HasKeys && Console.KeyAvailable ? Console.ReadKey(intercept: true).KeyChar : null;
}
