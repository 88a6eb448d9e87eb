using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.TestKit.Handlers;

/// <summary>The ends of an attempt, as plugin code gives them.</summary>
public static class Ends
{
    public static AttemptResult Completed(string? result = null) =>
        new() { End = AttemptEnd.Completed, Result = result };

    public static AttemptResult Retry(string message = "no luck", TimeSpan? delay = null) =>
        new() { End = AttemptEnd.Retry, Error = StepError.Of(message, "System.Exception"), Delay = delay };

    public static AttemptResult Failed(string message = "no luck") =>
        new() { End = AttemptEnd.Failed, Error = StepError.Of(message, "System.Exception") };

    public static AttemptResult Snoozed(TimeSpan delay) => new() { End = AttemptEnd.Snoozed, Delay = delay };
}
