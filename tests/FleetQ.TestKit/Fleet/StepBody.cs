namespace FleetQ.TestKit.Fleet;

/// <summary>A step as a client submits it; what is null is left out.</summary>
/// <param name="Type">The task type.</param>
/// <param name="Args">The arguments, an object.</param>
public sealed record StepBody(string Type, object? Args = null)
{
    /// <summary>Higher first.</summary>
    public int? Priority { get; init; }

    /// <summary>How many failed attempts are repeated.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>The id, when the client chooses it.</summary>
    public string? StepId { get; init; }

    /// <summary>The earliest start, counted from now.</summary>
    public double? DelaySeconds { get; init; }

    /// <summary>The pauses after failed attempts, an object.</summary>
    public object? Retry { get; init; }

    /// <summary>A step that appends one line to a file.</summary>
    public static StepBody Count(string file, string key) => new("count", new { file, key });

    /// <summary>A step that waits.</summary>
    public static StepBody Sleep(TimeSpan time) => new("sleep", new { ms = (int)time.TotalMilliseconds });

    /// <summary>A step that throws on its first attempts.</summary>
    public static StepBody Fail(int times, string message) => new("fail", new { times, message });
}
