using FleetQ.Plugins;
using FleetQ.Sdk;

namespace FleetQ.Benchmarks.Handlers;

/// <summary>What a step that depends on something else carries.</summary>
/// <param name="Outage">A file; while it is there, what the step depends on is away.</param>
/// <param name="Trace">A file that gets one byte for each attempt that starts.</param>
public sealed record DependsArgs(string Outage, string Trace);

/// <summary>Fails while what it depends on is away.</summary>
[StepHandler("depends")]
public sealed class DependsHandler : IStepHandler<DependsArgs>
{
    /// <inheritdoc/>
    /// <exception cref="IOException">What it depends on is away.</exception>
    public Task<StepResult> HandleAsync(DependsArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        AppendOnlyFile.Write(args.Trace, "."u8);
        return File.Exists(args.Outage)
            ? throw new IOException("What the step depends on is away.")
            : Task.FromResult(StepResult.Completed);
    }
}
