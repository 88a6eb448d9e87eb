using Quartz;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>Does nothing; public, because Quartz.NET makes it.</summary>
public sealed class QuartzNoop : IJob
{
    /// <inheritdoc/>
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
}
