using System.Reflection;
using System.Text;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Running;

/// <summary>Turns a plugin's exception into texts; the object itself never leaves the attempt.</summary>
internal static class ExceptionText
{
    private const int CausesMax = 5;

    /// <summary>The exception as a step's error.</summary>
    public static StepError ToStepError(Exception failure)
    {
        var cause = Unwrap(failure);
        return StepError.Of(MessageOf(cause), cause.GetType().FullName, Ask(cause.ToString));
    }

    /// <summary>The type and the message with those of its causes, on one line without a last full stop.</summary>
    public static string Describe(Exception failure)
    {
        var cause = Unwrap(failure);
        return $"{cause.GetType().FullName}: {MessageOf(cause)}".ReplaceLineEndings(" ").TrimEnd('.', ' ');
    }

    /// <summary>Tells whether an exception is a cancellation, or only carries one.</summary>
    public static bool IsCancellation(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is OperationCanceledException)
            {
                return true;
            }
        }

        return false;
    }

    private static Exception Unwrap(Exception failure) => failure switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [{ } only] } => Unwrap(only),
        _ => failure,
    };

    private static string MessageOf(Exception failure)
    {
        var text = new StringBuilder(Ask(() => failure.Message));
        var cause = failure.InnerException;
        for (var i = 0; i < CausesMax && cause is not null; i++, cause = cause.InnerException)
        {
            var inner = cause;
            text.Append(" <- ").Append(inner.GetType().Name).Append(": ").Append(Ask(() => inner.Message));
        }

        return text.ToString();
    }

    // A message is code of the plugin as well, and may throw.
    private static string Ask(Func<string?> text)
    {
        try
        {
            return text() ?? "";
        }
        catch (Exception failure)
        {
            return $"(its text threw {failure.GetType().FullName})";
        }
    }
}
