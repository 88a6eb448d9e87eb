using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IStoreChanges
{
    private Action? changed;

    public IDisposable Subscribe(Action onChange)
    {
        lock (gate)
        {
            changed += onChange;
        }

        return new Subscription(this, onChange);
    }

    // Outside the statement, as in a real store: a subscriber may ask the store at once.
    private void RaiseChanged()
    {
        Action? subscribers;
        lock (gate)
        {
            subscribers = changed;
        }

        subscribers?.Invoke();
    }

    private sealed class Subscription(MemoryStoreState store, Action onChange) : IDisposable
    {
        public void Dispose()
        {
            lock (store.gate)
            {
                store.changed -= onChange;
            }
        }
    }
}
