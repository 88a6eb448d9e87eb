using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Running;

/// <summary>The SDK's results as the engine's.</summary>
internal static class AttemptResults
{
    /// <summary>An attempt that failed for good.</summary>
    public static AttemptResult Failed(StepError error) => new() { End = AttemptEnd.Failed, Error = error };

    /// <summary>An attempt that may be repeated.</summary>
    public static AttemptResult Retry(StepError error) => new() { End = AttemptEnd.Retry, Error = error };

    /// <summary>What a handler returned.</summary>
    /// <param name="end">The handler's answer; a handler that breaks its promise may give none.</param>
    /// <param name="taskType">The step's task type.</param>
    public static AttemptResult From(StepResult? end, TaskType taskType)
    {
        if (end is null)
        {
            return Retry(StepError.Of(
                $"The handler of '{taskType}' returned null instead of a result.", "null_result"));
        }

        var error = end.Reason is { } reason ? StepError.Of(reason) : null;
        return end.Kind switch
        {
            StepResultKind.Completed => new() { End = AttemptEnd.Completed },
            StepResultKind.Retry => new() { End = AttemptEnd.Retry, Error = error, Delay = end.Delay },
            StepResultKind.Failed => new() { End = AttemptEnd.Failed, Error = error },
            StepResultKind.Snoozed => new() { End = AttemptEnd.Snoozed, Error = error, Delay = end.Delay },
            _ => throw new InvalidOperationException($"{nameof(StepResultKind)} {end.Kind} is unknown to this host."),
        };
    }
}
