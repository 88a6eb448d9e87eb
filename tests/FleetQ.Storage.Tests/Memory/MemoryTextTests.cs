using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Memory;

public sealed class MemoryTextTests : TextConformance
{
    protected override IStoreFixture NewFixture() => new MemoryStoreFixture();
}
