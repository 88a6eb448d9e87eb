using FleetQ.Engine.Model;

namespace FleetQ.Engine.Membership;

/// <summary>
/// What the beat tells the pod. All calls come from the beat's thread, one at a time, and must be quick.
/// </summary>
internal interface IBeatListener
{
    /// <summary>The incarnation that beats; null while the pod must register first.</summary>
    PodIdentity? Identity { get; }

    /// <summary>How many steps the pod runs.</summary>
    int Running { get; }

    /// <summary>The store took a beat.</summary>
    void OnBeat(PodIdentity pod, Beat beat);

    /// <summary>The pod may no longer trust this incarnation.</summary>
    void OnTrustLost(PodIdentity pod);

    /// <summary>Registers a new incarnation.</summary>
    Task RegisterAsync(CancellationToken cancellationToken);
}
