using FleetQ.TestKit.Stores;

namespace FleetQ.TestKit.MemoryStore;

public static class MemoryStoreHandles
{
    public static StoreHandle ToHandle(this MemoryStoreState state) => new()
    {
        Submission = state,
        Claims = state,
        Completion = state,
        Pods = state,
        Recovery = state,
        Reading = state,
        Operating = state,
        Changes = state,
    };
}
