namespace FleetQ.PluginHost.Isolation;

/// <summary>How the process of a plugin ended.</summary>
/// <param name="How">As the end of a sentence that begins with the process: <c>was ended by signal 6 …</c>.</param>
/// <param name="LastLines">The last lines of its error output; null when there are none.</param>
internal sealed record ChildEnd(string How, string? LastLines)
{
    private const int SignalBase = 128;

    /// <summary>True when the host asked for it: nothing that ran in it is to blame.</summary>
    public bool IsWanted { get; init; }

    /// <summary>The run for whose sake the host ended it: its handler ignored its token. Null otherwise.</summary>
    public long? Culprit { get; init; }

    /// <summary>Tells how a process ended that ended by itself.</summary>
    public static ChildEnd Of(int exitCode, LastWords words)
    {
        var how = exitCode switch
        {
            SignalBase + 9 => "was killed (SIGKILL), by somebody or for the memory it used",
            > SignalBase and < SignalBase + 32 when !OperatingSystem.IsWindows() =>
                $"was ended by signal {exitCode - SignalBase}{NameOf(exitCode - SignalBase)}",
            _ => $"ended with exit code {exitCode}",
        };
        return new ChildEnd(words.Cause is { } cause ? $"{how}: {cause.TrimEnd('.')}" : how, words.Text);
    }

    private static string NameOf(int signal) => signal switch
    {
        4 => " (SIGILL)",
        5 => " (SIGTRAP)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        11 => " (SIGSEGV)",
        15 => " (SIGTERM)",
        _ => "",
    };
}
