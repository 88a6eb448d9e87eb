namespace FleetQ.Engine.Loops;

/// <summary>
/// Who answers the items that nobody awaits. Both are called by the writer between two writes: they must return at once
/// and not throw.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TAnswer">What each item is answered.</typeparam>
/// <param name="Answered">Takes an item and its answer.</param>
/// <param name="Failed">Takes an item and why it was not written, or is not known to be.</param>
public sealed record BatchAnswers<TItem, TAnswer>(Action<TItem, TAnswer> Answered, Action<TItem, Exception> Failed);
