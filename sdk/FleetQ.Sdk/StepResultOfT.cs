namespace FleetQ.Sdk;

/// <summary>How an attempt ended, with the step's result when it completed. A value converts to it by itself.</summary>
/// <typeparam name="TResult">What is written as the step's JSON result.</typeparam>
/// <example><code>return new Sum(a + b);    // completed
/// return StepResult.RetryAfter(TimeSpan.FromMinutes(1), "The service is busy.");</code></example>
public sealed class StepResult<TResult>
{
    private StepResult(StepResult end, TResult? value)
    {
        End = end;
        Value = value;
    }

    /// <summary>The way in which the attempt ended.</summary>
    public StepResult End { get; }

    /// <summary>The result; the type's default when the attempt did not complete.</summary>
    public TResult? Value { get; }

    /// <summary>The step is done, with this result.</summary>
    public static implicit operator StepResult<TResult>(TResult value) => new(StepResult.Completed, value);

    /// <summary>The attempt ended without a result.</summary>
    public static implicit operator StepResult<TResult>(StepResult end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new(end, default);
    }
}
