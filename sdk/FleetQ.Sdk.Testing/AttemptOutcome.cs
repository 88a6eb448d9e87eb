using System.Text.Json;

namespace FleetQ.Sdk.Testing;

/// <summary>What became of one attempt, as a host would record it.</summary>
public sealed record AttemptOutcome
{
    /// <summary>Which attempt it was, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How it ended.</summary>
    public required AttemptEnding Ending { get; init; }

    /// <summary>The JSON result of a completed attempt, byte for byte; null when the handler gives none.</summary>
    public string? ResultJson { get; init; }

    /// <summary>Why it failed, was repeated or waits; null when it completed.</summary>
    public AttemptError? Error { get; init; }

    /// <summary>
    /// How long the step waits for its next attempt; null when there is none. A host adds chance to pauses of its own
    /// retry policy, the harness does not.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How long the attempt ran, by the clock of the harness.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Every progress that the handler reported, in order; a host keeps the latest.</summary>
    public required IReadOnlyList<AttemptProgress> Progress { get; init; }

    /// <summary>What the handler and its services logged, in order.</summary>
    public required IReadOnlyList<LogLine> Logs { get; init; }

    internal JsonSerializerOptions Json { get; init; } = JsonSerializerOptions.Default;

    /// <summary>The result read back from its JSON, with the plugin's own JSON settings.</summary>
    /// <exception cref="InvalidOperationException">
    /// The attempt did not complete, or gave no result; the message says how it ended.
    /// </exception>
    public T ResultAs<T>()
    {
        if (Ending != AttemptEnding.Completed || ResultJson is null)
        {
            throw new InvalidOperationException($"There is no result: {this}");
        }

        return JsonSerializer.Deserialize<T>(ResultJson, Json)
            ?? throw new InvalidOperationException($"The result is null: {this}");
    }

    /// <summary>Says in a line how the attempt ended.</summary>
    public override string ToString()
    {
        var end = Error is { } error ? $"{error.Type ?? "error"}: {error.Message}" : ResultJson ?? "no result";
        return $"attempt {Attempt} {Ending.ToString().ToUpperInvariant()} after {Elapsed.TotalSeconds:0.###} s ({end})";
    }
}

/// <summary>The ways in which an attempt ends.</summary>
public enum AttemptEnding
{
    /// <summary>The step is completed.</summary>
    Completed,

    /// <summary>It failed, and the step has retries left.</summary>
    Retry,

    /// <summary>The step failed for good.</summary>
    Failed,

    /// <summary>The step waits and keeps its attempt.</summary>
    Snoozed,

    /// <summary>The step was cancelled, and the handler ended by its token.</summary>
    Cancelled,
}

/// <summary>Why an attempt did not complete, in texts, as a host stores it.</summary>
/// <param name="Message">The message with those of its causes.</param>
/// <param name="Type">
/// The exception's full type name, or a word of FleetQ such as <c>timeout</c>; null for a reason that the handler gave.
/// </param>
/// <param name="Stack">The exception as text; null when none was thrown.</param>
public sealed record AttemptError(string Message, string? Type, string? Stack);

/// <summary>One report of progress.</summary>
/// <param name="Fraction">From 0 to 1; null when unknown.</param>
/// <param name="Message">At most 1,024 characters; null when none was given.</param>
public sealed record AttemptProgress(double? Fraction, string? Message);
