using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit.Fleet;

[assembly: AssemblyFixture(typeof(OneHost))]

namespace FleetQ.Cli.Tests.Support;

/// <summary>One host for all tests that only talk to it.</summary>
public sealed class OneHost : IAsyncLifetime
{
    private readonly FleetInABox fleet = new(PodSettings.Calm);

    public Uri Address { get; private set; } = null!;

    internal FleetClient Client => fleet.Running[0].Client;

    internal Task<CliRun> RunAsync(params string[] args) => RunWithInputAsync(null, args);

    internal Task<CliRun> RunWithInputAsync(string? input, params string[] args) => CliProcess.RunAsync(
        args, new Dictionary<string, string?> { ["FLEETQ_URL"] = Address.AbsoluteUri }, input);

    public async ValueTask InitializeAsync() =>
        Address = (await fleet.StartPodAsync("pod-1", CancellationToken.None)).Address;

    public ValueTask DisposeAsync() => fleet.DisposeAsync();
}
