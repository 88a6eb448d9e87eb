using FleetQ.Engine.Storage;

namespace FleetQ.Host.Endpoints;

/// <summary>Asks whether the store answers. However many ask, the store is asked once a second at most.</summary>
internal sealed class StoreProbe(IReadStore store, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private Task<bool>? latest;
    private long askedAt;

    /// <summary>Whether the store answered just now.</summary>
    public Task<bool> AnswersAsync(CancellationToken cancellationToken)
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

    private async Task<bool> AskAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await store.PingAsync(patience.Token).WaitAsync(Patience, time);
            return true;
        }
        catch (Exception failure) when (
            failure is StoreUnavailableException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
