using FleetQ.Sdk;

namespace FleetQ.Engine.Model;

/// <summary>How long a step waits after a failed attempt.</summary>
/// <remarks>
/// With jitter, half of each pause is fixed: exponential pauses then still grow each time, which is what someone who
/// reads a step's attempts expects, and steps that failed together still come back apart.
/// </remarks>
public sealed record RetryPolicy(BackoffStrategy Strategy, TimeSpan BaseDelay, TimeSpan MaxDelay, bool Jitter)
{
    /// <summary>The pause before a retry.</summary>
    /// <param name="retry">Counts from 1.</param>
    /// <param name="random">The source of chance; locked while it is used.</param>
    public TimeSpan DelayBefore(int retry, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        lock (random)
        {
            var jitter = Jitter ? BackoffJitter.Equal : BackoffJitter.None;
            return BackoffSchedule.DelayBefore(retry, Strategy, BaseDelay, MaxDelay, jitter, random);
        }
    }
}
