using FleetQ.Engine.Storage;
using FleetQ.Storage;

namespace FleetQ.Host.Endpoints;

/// <summary>
/// Tells whether the store answers and does what it is asked. However many ask, it is asked once a second at most.
/// </summary>
internal sealed class StoreProbe(IReadStore store, StoreFaults faults, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private Task<string?>? latest;
    private long askedAt;

    /// <summary>What keeps the store from its work just now; null when nothing does.</summary>
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
            return faults.Find() is { } advice ? $"does not do all that it is asked. {advice}" : null;
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
