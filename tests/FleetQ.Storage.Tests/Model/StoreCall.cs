using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Model;

/// <summary>One call of a port with all its arguments, which any store can be asked.</summary>
/// <param name="Text">What is asked, for people.</param>
/// <param name="AskAsync">Asks, and answers as a text without instants, so that two stores' answers compare.</param>
internal sealed record StoreCall(string Text, Func<StoreHandle, CancellationToken, Task<string>> AskAsync)
{
    public override string ToString() => Text;
}
