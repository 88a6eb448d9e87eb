namespace FleetQ.Host.Tests.Support;

/// <summary>One host with a key of each role, <c>k-viewer</c> and so on, for all tests of a class.</summary>
public sealed class KeyedHost : IAsyncLifetime
{
    private HostUnderTest? host;

    /// <summary>The host.</summary>
    public HostUnderTest Host => host ?? throw new InvalidOperationException("The host was not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync(
        ("API_KEYS", "v:viewer:k-viewer, s:submitter:k-submitter\no:operator:k-operator,a:admin:k-admin"));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
