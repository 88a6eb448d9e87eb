using System.Data.Common;

namespace FleetQ.TestKit.Fleet;

/// <summary>The store that the hosts of one fleet share. Disposing removes it.</summary>
public interface IFleetStore : IAsyncDisposable
{
    /// <summary>What tells a host of it: settings by their names without <c>FLEET_Q_</c>.</summary>
    /// <remarks>They stand over those that a test asks for, so a slow store can also slow a fleet down.</remarks>
    IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Opens a connection behind the fleet's back, for what no pod can be asked.</summary>
    Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Lets nobody write until the answer is disposed; reads go on.</summary>
    Task<IAsyncDisposable> HoldWritesAsync(CancellationToken cancellationToken);
}
