using FleetQ.Engine.Model;

namespace FleetQ.Engine.Completion;

/// <summary>An outcome on its way to the store.</summary>
/// <param name="Outcome">What is recorded.</param>
/// <param name="IsLost">Tells, at the last moment, whether the pod still trusts its claim.</param>
internal sealed record PendingOutcome(Outcome Outcome, Func<bool> IsLost);
