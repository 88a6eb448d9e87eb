using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.Host.Requests;

/// <summary>What a submit leaves to the host.</summary>
/// <param name="MaxRetriesOf">The retries of a task type where the submit names none.</param>
/// <param name="Retry">The pauses of which a submit may change some.</param>
/// <param name="Time">Gives the limits of times ahead, and the order of ids.</param>
/// <param name="Random">Makes ids.</param>
internal sealed record SubmitDefaults(
    Func<TaskType, int> MaxRetriesOf, RetryPolicy Retry, TimeProvider Time, Random Random)
{
    /// <summary>The handler of a task type on this pod, whose schema checks arguments; null without one.</summary>
    public Func<TaskType, HandlerRoute?> FindRoute { get; init; } = static _ => null;
}
