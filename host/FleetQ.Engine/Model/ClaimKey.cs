namespace FleetQ.Engine.Model;

/// <summary>
/// One pod's exclusive right to one attempt: the step and the epoch that its claim raised it to. Every write about a
/// claimed step names both, so a claim that was lost can change nothing.
/// </summary>
public readonly record struct ClaimKey(StepId StepId, long Epoch);
