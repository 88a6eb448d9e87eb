namespace FleetQ.Engine.Storage;

/// <summary>
/// Tells that somebody changed the store. Only a hint: it may come late, twice, for nothing, or not at all.
/// </summary>
public interface IStoreChanges
{
    /// <summary>
    /// Calls back after changes, on any thread; the callback must return at once. Dispose to end it. Steps that this
    /// pod itself made ready need not be told.
    /// </summary>
    IDisposable Subscribe(Action<StoreChange> onChange);
}
