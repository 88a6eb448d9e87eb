using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.Engine.Completion;

/// <summary>How outcomes are decided and recorded.</summary>
public sealed record CompletionOptions
{
    /// <summary>The pauses after failed attempts where neither the step nor its task type says.</summary>
    public RetryPolicy DefaultRetry { get; init; } =
        new(BackoffStrategy.Exponential, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), Jitter: true);

    /// <summary>How often progress is stored.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(1);
}
