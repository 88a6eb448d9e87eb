using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IStoreChanges
{
    /// <summary>Whether subscribers hear of changes; a store need not tell.</summary>
    public bool TellsChanges { get; set; } = true;

    public IDisposable Subscribe(Action onChange)
    {
        lock (gate)
        {
            tables.Changed += TellsChanges ? onChange : null;
        }

        return new Subscription(this, onChange);
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
