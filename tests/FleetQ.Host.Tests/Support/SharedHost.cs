namespace FleetQ.Host.Tests.Support;

/// <summary>One host for all tests of a class, for those that change nothing that another looks at.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private HostUnderTest? host;

    /// <summary>The host.</summary>
    public HostUnderTest Host => host ?? throw new InvalidOperationException("The host was not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
