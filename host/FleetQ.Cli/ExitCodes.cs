namespace FleetQ.Cli;

/// <summary>What the tool's exit code says; docs/cli.md lists them.</summary>
internal static class ExitCodes
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It was refused, or something is wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command was written wrongly.</summary>
    public const int WrongUsage = 2;

    /// <summary>No pod answers.</summary>
    public const int Unreachable = 3;

    /// <summary>There is no such step or plugin.</summary>
    public const int NotFound = 4;

    /// <summary>A step that was waited for did not complete.</summary>
    public const int StepFailed = 5;

    /// <summary>A step that was waited for has not ended in the time given.</summary>
    public const int WaitOver = 6;

    /// <summary>Somebody pressed Ctrl+C.</summary>
    public const int Interrupted = 130;
}
