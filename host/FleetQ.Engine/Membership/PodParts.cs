using FleetQ.Engine.Claiming;
using FleetQ.Engine.Completion;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Leadership;
using FleetQ.Engine.Reading;
using FleetQ.Engine.Recovery;
using FleetQ.Engine.Storage;
using FleetQ.Engine.Submission;

namespace FleetQ.Engine.Membership;

/// <summary>The stages that a pod runs.</summary>
internal sealed record PodParts
{
    public required IPodStore Pods { get; init; }

    public required IStoreChanges Changes { get; init; }

    public required IHandlerRoutes Routes { get; init; }

    public required Func<string> DescribePlugins { get; init; }

    public required CapacityLimiter Limiter { get; init; }

    public required Submitter Submitter { get; init; }

    public required Claimer Claimer { get; init; }

    public required Dispatcher Dispatcher { get; init; }

    public required Completer Completer { get; init; }

    public required ProgressWriter Progress { get; init; }

    public required RecoveryLoop RecoveryLoop { get; init; }

    public required SilenceWatch SilenceWatch { get; init; }

    public required FleetView FleetView { get; init; }

    public required StepWatch StepWatch { get; init; }
}
