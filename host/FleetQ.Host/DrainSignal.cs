namespace FleetQ.Host;

/// <summary>Says when the pod has drained, so that requests that only wait can end.</summary>
internal sealed class DrainSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();

    public CancellationToken Drained => source.Token;

    public Task SetAsync() => source.CancelAsync();

    public void Dispose() => source.Dispose();
}
