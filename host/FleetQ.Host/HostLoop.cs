namespace FleetQ.Host;

/// <summary>What the host does beside its requests, from its start to its end.</summary>
/// <remarks>
/// A host whose start fails is let go of without being stopped, and then reports each background service that was
/// cancelled as one that failed, beside the one sentence that tells why it did not start. These end without an
/// exception, also when they are cancelled before their first line.
/// </remarks>
internal abstract class HostLoop : BackgroundService
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts it, and returns when it runs.</summary>
    /// <exception cref="OperationCanceledException">The host was told to stop before it did.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await begun.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs until it is cancelled.</summary>
    protected abstract Task RunAsync(CancellationToken stopping);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        begun.SetResult();
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }
}
