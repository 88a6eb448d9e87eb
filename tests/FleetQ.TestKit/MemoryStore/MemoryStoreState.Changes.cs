using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IStoreChanges
{
    /// <summary>Whether subscribers hear of changes; a store need not tell.</summary>
    public bool TellsChanges { get; set; } = true;

    public IDisposable Subscribe(Action<StoreChange> onChange)
    {
        void Tell() => onChange(StoreChange.Any);
        Action listener = Tell;
        lock (gate)
        {
            tables.Changed += TellsChanges ? listener : null;
        }

        return new Subscription(this, listener);
    }

    private sealed class Subscription(MemoryStoreState store, Action onChange) : IDisposable
    {
        public void Dispose()
        {
            lock (store.gate)
            {
                store.tables.Changed -= onChange;
            }
        }
    }
}
