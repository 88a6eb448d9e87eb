using FleetQ.Sdk;
using Humanizer;

namespace PrivateDependencyNew;

/// <summary>The versions that the handler runs with.</summary>
public sealed record Versions(string Humanizer, string Polly, string Text);

/// <summary>No arguments.</summary>
public sealed record Nothing;

/// <summary>Tells which versions it sees.</summary>
[StepHandler("private.new")]
public sealed class VersionHandler : IStepHandler<Nothing, Versions>
{
    /// <inheritdoc/>
    public Task<StepResult<Versions>> HandleAsync(
        Nothing args, StepContext context, CancellationToken cancellationToken)
    {
        var humanizer = typeof(StringHumanizeExtensions).Assembly;
        var backoff = new Backoff(new BackoffOptions());
        var polly = backoff.GetType().Assembly.GetName().Name!;
        return Task.FromResult<StepResult<Versions>>(new Versions(
            humanizer.GetName().Version!.ToString(2), polly, "PascalCaseText".Humanize()));
    }
}
