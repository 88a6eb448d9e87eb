using FleetQ.Sdk;

namespace FleetQ.Plugins.Echo;

/// <summary>Waits, as a step that does something would.</summary>
[StepHandler("sleep")]
public sealed class SleepHandler : IStepHandler<SleepArgs, SleepResult>
{
    private const long LongestMs = 86_400_000;

    /// <inheritdoc/>
    public async Task<StepResult<SleepResult>> HandleAsync(
        SleepArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        if (args.Ms is not (>= 0 and <= LongestMs) || args.Ms is not { } ms)
        {
            var given = args.Ms is { } wrong ? $"{wrong}" : "missing";
            return StepResult.Fail($"'ms' is {given}; it must be a number from 0 to {LongestMs} (a day).");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(ms), context.Time, cancellationToken).ConfigureAwait(false);
        return new SleepResult(ms);
    }
}

/// <summary>The arguments of <c>sleep</c>.</summary>
/// <param name="Ms">How long to wait, in milliseconds; from 0 to a day.</param>
public sealed record SleepArgs(long? Ms);

/// <summary>The result of <c>sleep</c>.</summary>
/// <param name="SleptMs">How long the step waited, in milliseconds.</param>
public sealed record SleepResult(long SleptMs);
