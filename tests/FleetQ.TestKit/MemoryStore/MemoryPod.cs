using FleetQ.Engine.Model;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>A row of the pod table.</summary>
internal sealed class MemoryPod(PodRegistration registration, long nowMs)
{
    public PodRegistration Registration { get; set; } = registration;

    public PodIdentity Identity => Registration.Identity;

    public PodState State { get; set; } = PodState.Active;

    public long BirthMs { get; } = nowMs;

    public long Beat { get; set; }

    public long BeatMs { get; set; } = nowMs;

    public long Attention { get; set; }

    public int Running { get; set; }

    public long? LeftMs { get; set; }

    public Pod ToPod(long nowMs) => new()
    {
        Identity = Identity,
        State = State,
        BirthAt = DateTimeOffset.FromUnixTimeMilliseconds(BirthMs),
        Beat = Beat,
        BeatAt = DateTimeOffset.FromUnixTimeMilliseconds(BeatMs),
        BeatAge = TimeSpan.FromMilliseconds(nowMs - BeatMs),
        CapacityMax = Registration.CapacityMax,
        Running = Running,
        Version = Registration.Version,
        HostName = Registration.HostName,
        TaskTypes = [.. Registration.TaskTypes.Select(static type => type.Value)],
        Plugins = Registration.Plugins,
    };
}
