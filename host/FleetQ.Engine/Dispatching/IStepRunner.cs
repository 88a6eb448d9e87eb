using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>Runs plugin code. It stands before another load context, later before another process.</summary>
public interface IStepRunner
{
    /// <summary>Runs one attempt to its end.</summary>
    /// <returns>
    /// How it ended. Whatever the plugin throws comes back as a result, with texts only, never as an exception of its
    /// own type.
    /// </returns>
    /// <exception cref="OperationCanceledException">The attempt ended because its token was cancelled.</exception>
    Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken);
}

/// <summary>One attempt, as plugin code sees it.</summary>
/// <param name="Claim">The step.</param>
/// <param name="Arguments">The arguments as a JSON object.</param>
/// <param name="OnProgress">Takes the latest progress: a fraction from 0 to 1 or null, and a message or null.</param>
public sealed record Attempt(Claim Claim, string Arguments, Action<double?, string?> OnProgress)
{
    private volatile int heldThread;

    /// <summary>
    /// The managed thread on which the handler was entered, until it awaits something for the first time; null before
    /// and after that, and where the runner cannot tell.
    /// </summary>
    public int? HeldThread
    {
        get => heldThread is var id and not 0 ? id : null;
        set => heldThread = value ?? 0;
    }
}

/// <summary>How an attempt ended.</summary>
public sealed record AttemptResult
{
    /// <summary>Which of the ends.</summary>
    public required AttemptEnd End { get; init; }

    /// <summary>The JSON result of a completed attempt; null when the handler gives none.</summary>
    public string? Result { get; init; }

    /// <summary>Why; for a failed or retried attempt.</summary>
    public StepError? Error { get; init; }

    /// <summary>How long to wait for the next attempt; null leaves it to the retry policy.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>
    /// What really ran it, where a later version had taken the route over; null: what the route names.
    /// </summary>
    public PluginIdentity? Plugin { get; init; }

    /// <summary>Whose fault a failure is.</summary>
    public AttemptFault Fault { get; init; }
}

/// <summary>Whose fault it is that an attempt failed.</summary>
public enum AttemptFault
{
    /// <summary>The step's, or nobody's.</summary>
    Step,

    /// <summary>The handler's: on this pod it cannot be made or run, whatever the step.</summary>
    Handler,

    /// <summary>The whole plugin's: none of its handlers can be run on this pod.</summary>
    Plugin,
}

/// <summary>The ways in which plugin code ends an attempt.</summary>
public enum AttemptEnd
{
    /// <summary>Done.</summary>
    Completed,

    /// <summary>Failed, by an exception or on purpose; repeated while retries are left.</summary>
    Retry,

    /// <summary>Failed for good.</summary>
    Failed,

    /// <summary>Too early; comes back without using an attempt.</summary>
    Snoozed,

    /// <summary>
    /// Given back without using an attempt: it was stopped, or never started, through no fault of its own.
    /// </summary>
    Released,
}
