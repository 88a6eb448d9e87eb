using FleetQ.Client.Tests.Support;
using FleetQ.TestKit.Fleet;

[assembly: AssemblyFixture(typeof(OneHost))]

namespace FleetQ.Client.Tests.Support;

/// <summary>One host for all tests that only talk to it.</summary>
public sealed class OneHost : IAsyncLifetime
{
    private readonly FleetInABox fleet = new(PodSettings.Calm);

    public Uri Address { get; private set; } = null!;

    public FleetQClient NewClient() => new(new FleetQClientOptions { Addresses = [Address] });

    public async ValueTask InitializeAsync() =>
        Address = (await fleet.StartPodAsync("pod-1", CancellationToken.None)).Address;

    public ValueTask DisposeAsync() => fleet.DisposeAsync();
}
