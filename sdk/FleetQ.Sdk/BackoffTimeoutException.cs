namespace FleetQ.Sdk;

/// <summary>All attempts and pauses of a <see cref="Backoff"/> together took longer than was allowed.</summary>
public sealed class BackoffTimeoutException : TimeoutException
{
    /// <summary>States the limit that passed.</summary>
    public BackoffTimeoutException(TimeSpan totalTimeout, Exception cause)
        : base(
            $"The call did not succeed within {totalTimeout.TotalSeconds:0.###} s, all attempts together. " +
            $"Raise {nameof(BackoffOptions.TotalTimeout)} or find out why the call is slow.",
            cause) => TotalTimeout = totalTimeout;

    /// <summary>The limit that passed.</summary>
    public TimeSpan TotalTimeout { get; }
}
