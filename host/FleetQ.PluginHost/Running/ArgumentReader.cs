using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Running;

/// <summary>Reads a step's JSON arguments into what its handler takes.</summary>
internal sealed class ArgumentReader<TArgs>(JsonTypeInfo<TArgs> type)
{
    private const string Mismatch = "The JSON value could not be converted";

    /// <summary>Reads the arguments of an attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="args">What the handler takes.</param>
    /// <param name="failure">Why they do not fit: for good, since the same text will not fit next time either.</param>
    public bool TryRead(
        Attempt attempt,
        [NotNullWhen(true)] out TArgs? args,
        [NotNullWhen(false)] out AttemptResult? failure)
    {
        args = default;
        failure = null;
        try
        {
            args = JsonSerializer.Deserialize(attempt.Arguments, type);
        }
        catch (JsonException problem)
        {
            failure = Refuse(attempt, problem.Path is null or "$" ? "" : $" at {problem.Path}", Sentence(problem));
        }
        catch (Exception problem) when (HandlerFaults.Judge(problem) is AttemptFault.Step)
        {
            // A converter or a constructor of the plugin refused them.
            failure = Refuse(attempt, "", ExceptionText.Describe(problem));
        }

        if (args is null)
        {
            failure ??= Refuse(attempt, "", $"they are null, where {typeof(TArgs).Name} is expected");
        }

        return failure is null;
    }

    private static AttemptResult Refuse(Attempt attempt, string place, string problem) =>
        AttemptResults.Failed(StepError.Of(
            $"The arguments of '{attempt.Claim.TaskType}' do not fit its handler{place}: {problem}. "
                + "Correct them and submit the step again.",
            "invalid_arguments"));

    // For a constructor's parameter the message names the class around it, so the type is looked up by the path. The
    // message's tail repeats the path and counts bytes of a text that nobody sees.
    private string Sentence(JsonException problem)
    {
        if (problem.Message.StartsWith(Mismatch, StringComparison.Ordinal)
            && JsonPlace.FindType(type, problem.Path ?? "$") is { } expected)
        {
            return $"{Nullable.GetUnderlyingType(expected) ?? expected} is expected";
        }

        var tail = problem.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (tail < 0 ? problem.Message : problem.Message[..tail]).TrimEnd('.', ' ');
    }
}
