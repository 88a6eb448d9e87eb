namespace FleetQ.Engine.Model;

/// <summary>A claimed step whose pod is gone, and what recovery does with it.</summary>
/// <param name="Key">The claim of the pod that is gone.</param>
/// <param name="Pod">That pod's name.</param>
/// <param name="HasRetriesLeft">True: the step becomes pending; false: it fails.</param>
public sealed record Orphan(ClaimKey Key, PodId Pod, bool HasRetriesLeft);
