namespace FleetQ.PluginHost.Isolation;

/// <summary>
/// The end of what a process wrote to its error output, and in it what it says of its own end. Thread-safe.
/// </summary>
internal sealed class LastWords
{
    private const int LinesMax = 40;
    private const int CauseLinesMax = 2;
    private const int CauseLengthMax = 512;

    // What the runtime writes when it ends a process by force.
    private static readonly string[] Headings =
        ["Stack overflow", "Unhandled exception", "Process terminated", "Fatal error", "Out of memory"];

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly List<string> cause = [];

    /// <summary>What the process says of its end, on one line; null when it says nothing.</summary>
    public string? Cause
    {
        get
        {
            lock (gate)
            {
                var text = string.Join(' ', cause.Count > 0 ? cause : lines.TakeLast(1));
                return text.Length switch
                {
                    0 => null,
                    > CauseLengthMax => text[..CauseLengthMax],
                    _ => text,
                };
            }
        }
    }

    /// <summary>The last lines; null when there are none.</summary>
    public string? Text
    {
        get
        {
            lock (gate)
            {
                return lines.Count == 0 ? null : string.Join('\n', lines);
            }
        }
    }

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        lock (gate)
        {
            if (Headings.Any(heading => line.StartsWith(heading, StringComparison.Ordinal)))
            {
                cause.Clear();
                cause.Add(line.Trim());
            }
            else if (cause.Count is > 0 and < CauseLinesMax && !IsTrace(line))
            {
                cause.Add(line.Trim());
            }

            lines.Enqueue(line);
            if (lines.Count > LinesMax)
            {
                lines.Dequeue();
            }
        }
    }

    private static bool IsTrace(string line) =>
        line.StartsWith("   at ", StringComparison.Ordinal)
        || line.StartsWith("Repeat", StringComparison.Ordinal)
        || line.StartsWith("---", StringComparison.Ordinal);
}
