namespace FleetQ.Sdk.Testing.Harness;

/// <summary>How a handler ended, before it is known what that means for its step.</summary>
internal sealed record HandlerEnd(AttemptEnding Ending)
{
    public string? Result { get; init; }

    public AttemptError? Error { get; init; }

    public TimeSpan? Delay { get; init; }
}
