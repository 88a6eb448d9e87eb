using System.Diagnostics;
using FleetQ.Sdk;
using Humanizer;

namespace PrivateDependencyOld;

/// <summary>The versions that the handler runs with.</summary>
public sealed record Versions(string Humanizer, string Polly, string Text);

/// <summary>No arguments.</summary>
public sealed record Nothing;

/// <summary>Tells which versions it sees.</summary>
[StepHandler("private.old")]
public sealed class VersionHandler : IStepHandler<Nothing, Versions>
{
    /// <inheritdoc/>
    public Task<StepResult<Versions>> HandleAsync(
        Nothing args, StepContext context, CancellationToken cancellationToken)
    {
        var humanizer = typeof(StringHumanizeExtensions).Assembly;
        var polly = FileVersionInfo.GetVersionInfo(typeof(Polly.ResiliencePipeline).Assembly.Location).FileVersion!;
        return Task.FromResult<StepResult<Versions>>(new Versions(
            humanizer.GetName().Version!.ToString(2), polly, "PascalCaseText".Humanize()));
    }
}
