using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Snowflake;

/// <summary>
/// Tells of nothing: the service cannot, and looking in its place would keep the warehouse awake. The pod's own writes
/// wake its loops without it; what other pods write is found by the next look.
/// </summary>
internal sealed class SnowflakeChanges : IStoreChanges
{
    /// <inheritdoc/>
    public IDisposable Subscribe(Action<StoreChange> onChange) => new Silence();

    private sealed class Silence : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
