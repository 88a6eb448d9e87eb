using FleetQ.Engine.Membership;

namespace FleetQ.Host;

/// <summary>A host that is put together. Disposing ends its parts, the last one first.</summary>
internal sealed class ComposedHost(
    WebApplication app, FleetEngine engine, Stack<IAsyncDisposable> parts) : IAsyncDisposable
{
    public WebApplication App { get; } = app;

    public FleetEngine Engine { get; } = engine;

    public static async ValueTask DisposeAllAsync(Stack<IAsyncDisposable> parts)
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => DisposeAllAsync(parts);
}
