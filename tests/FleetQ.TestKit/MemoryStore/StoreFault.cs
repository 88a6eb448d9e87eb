namespace FleetQ.TestKit.MemoryStore;

/// <summary>What goes wrong with one operation of the store.</summary>
/// <param name="FailsBefore">The operation is not done and answers that the store is unavailable.</param>
/// <param name="FailsAfter">The operation is done, and answers all the same that the store is unavailable.</param>
/// <param name="Delay">How long the answer takes after that, by the store's clock.</param>
/// <param name="Until">The operation starts when this has ended.</param>
public sealed record StoreFault(bool FailsBefore, bool FailsAfter, TimeSpan Delay, Task? Until)
{
    public static StoreFault Before { get; } = new(true, false, TimeSpan.Zero, null);

    public static StoreFault After { get; } = new(false, true, TimeSpan.Zero, null);

    public static StoreFault Late(TimeSpan delay) => new(false, false, delay, null);

    public static StoreFault Held(Task until) => new(false, false, TimeSpan.Zero, until);
}
