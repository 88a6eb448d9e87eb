using FleetQ.Engine.Model;

namespace FleetQ.Engine.Completion;

/// <summary>An outcome on its way to the store.</summary>
internal readonly record struct PendingOutcome(Outcome Outcome, IOutcomeOwner Owner);
