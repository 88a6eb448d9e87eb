using FleetQ.Engine.Storage;

namespace FleetQ.Host.Endpoints;

/// <summary>Asks whether the store answers. However many ask, the store is asked once a second at most.</summary>
internal sealed class StoreProbe(IReadStore store, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private Task<string?>? latest;
    private long askedAt;

    /// <summary>What keeps the store from answering just now; null when it answered.</summary>
    public Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && time.GetElapsedTime(askedAt) > GoodFor))
            {
                askedAt = time.GetTimestamp();
                latest = AskAsync();
            }

            return latest.WaitAsync(cancellationToken);
        }
    }

    private async Task<string?> AskAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await store.PingAsync(patience.Token).WaitAsync(Patience, time);
            return null;
        }
        catch (StoreUnavailableException failure)
        {
            return $"does not answer. {failure.Advice}".TrimEnd();
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return "does not answer in time";
        }
    }
}
