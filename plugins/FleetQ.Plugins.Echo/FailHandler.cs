using FleetQ.Sdk;

namespace FleetQ.Plugins.Echo;

/// <summary>Fails on purpose, to see how retries work.</summary>
[StepHandler("fail")]
public sealed class FailHandler : IStepHandler<FailArgs, FailResult>
{
    /// <inheritdoc/>
    /// <exception cref="PlannedFailureException">The attempt is one of the first that fail.</exception>
    public Task<StepResult<FailResult>> HandleAsync(
        FailArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        var times = args.Times ?? 1;
        if (times < 0)
        {
            return Task.FromResult<StepResult<FailResult>>(
                StepResult.Fail($"'times' is {times}; it must be zero or more."));
        }

        if (context.Attempt <= times)
        {
            throw new PlannedFailureException(context.Attempt, times, args.Message);
        }

        return Task.FromResult<StepResult<FailResult>>(new FailResult(context.Attempt));
    }
}

/// <summary>The arguments of <c>fail</c>.</summary>
/// <param name="Times">How many attempts fail, from the first on; one when it is not given.</param>
/// <param name="Message">What the exception says; a sentence that counts the attempts when it is not given.</param>
public sealed record FailArgs(int? Times, string? Message);

/// <summary>The result of <c>fail</c>.</summary>
/// <param name="Attempt">The attempt that did not fail.</param>
public sealed record FailResult(int Attempt);
