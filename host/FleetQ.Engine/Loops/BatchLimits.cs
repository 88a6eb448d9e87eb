namespace FleetQ.Engine.Loops;

/// <summary>How large batches may become.</summary>
/// <param name="ItemsMax">The most items of one write.</param>
/// <param name="WeightMax">A batch takes no further item once it weighs this much.</param>
/// <param name="WaitingMax">The most items that wait; a further caller waits for a place.</param>
public sealed record BatchLimits(int ItemsMax, long WeightMax, int WaitingMax);
