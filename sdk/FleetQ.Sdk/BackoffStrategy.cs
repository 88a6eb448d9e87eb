namespace FleetQ.Sdk;

/// <summary>How the pauses of a backoff grow from retry to retry.</summary>
public enum BackoffStrategy
{
    /// <summary>1, 2, 4, 8 … times the base.</summary>
    Exponential,

    /// <summary>1, 2, 3, 4 … times the base.</summary>
    Linear,

    /// <summary>1, 1, 2, 3, 5 … times the base.</summary>
    Fibonacci,

    /// <summary>Always the base.</summary>
    Constant,
}

/// <summary>How much of a pause is left to chance.</summary>
public enum BackoffJitter
{
    /// <summary>Nothing: callers that failed together come back together.</summary>
    None,

    /// <summary>Anything from zero to the whole pause: spreads callers best.</summary>
    Full,

    /// <summary>Half is fixed and half is chance, so that exponential pauses still grow each time.</summary>
    Equal,
}
