namespace FleetQ.Engine.Model;

/// <summary>What a beat answered: the fleet as the store has it at this moment.</summary>
/// <param name="IsKnown">False when the row of this incarnation is gone or closed: the pod is evicted.</param>
/// <param name="Attention">Rises when somebody ended one of the pod's claims, so that it looks which.</param>
/// <param name="Pods">All pods that can hold claims, oldest first, this one included.</param>
/// <param name="SinceRecovery">How long ago the last full recovery pass ended; null when there was none yet.</param>
public sealed record Beat(bool IsKnown, long Attention, IReadOnlyList<Pod> Pods, TimeSpan? SinceRecovery);
