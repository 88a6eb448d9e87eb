using FleetQ.Engine.Completion;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>The settings of a seed's fleet, drawn around small ones so that little time shows much.</summary>
internal sealed record SimulationTimings(
    TimeSpan Beat,
    TimeSpan Threshold,
    TimeSpan RecoveryInterval,
    TimeSpan ClaimInterval,
    TimeSpan CancelGrace,
    TimeSpan ShutdownTimeout,
    TimeSpan HandlerTimeout,
    int MaxParallelism,
    int Pods)
{
    public static SimulationTimings Draw(Random chance)
    {
        TimeSpan Between(double least, double most) =>
            TimeSpan.FromSeconds(least + ((most - least) * chance.NextDouble()));
        return new SimulationTimings(
            Beat: Between(0.8, 1.5),
            Threshold: Between(8, 12),
            RecoveryInterval: Between(1, 4),
            ClaimInterval: Between(1, 15),
            CancelGrace: Between(0.3, 3),
            ShutdownTimeout: Between(3, 15),
            HandlerTimeout: Between(6, 30),
            MaxParallelism: chance.Next(1, 9),
            Pods: chance.Next(2, 5));
    }

    public EngineOptions ToOptions(string pod) => new()
    {
        Membership = new MembershipOptions
        {
            PodId = new PodId(pod),
            Version = "1.0.0",
            HostName = "machine",
            HeartbeatInterval = Beat,
            DeadPodThreshold = Threshold,
            ShutdownTimeout = ShutdownTimeout,
        },
        Recovery = new() { Interval = RecoveryInterval, DeadPodThreshold = Threshold, HeartbeatInterval = Beat },
        Claiming = new() { Interval = ClaimInterval },
        Dispatching = new() { MaxParallelism = MaxParallelism, CancelGrace = CancelGrace },
        Completion = new CompletionOptions
        {
            DefaultRetry = new(
                BackoffStrategy.Exponential, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5), Jitter: true),
        },
    };
}
