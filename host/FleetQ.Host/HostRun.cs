using Microsoft.AspNetCore.Hosting.Server;

namespace FleetQ.Host;

/// <summary>The life of the process: from its start until it is told to end.</summary>
internal static class HostRun
{
    // For requests that came while the pod was still starting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Starts the host and ends it in order when the process is told to, also while it starts.</summary>
    /// <exception cref="Exception">The host does not start; by then it listens no more.</exception>
    public static async Task RunAsync(IHost host)
    {
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var hasStarted = false;
        try
        {
            await host.StartAsync(CancellationToken.None);
            hasStarted = true;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            if (!hasStarted)
            {
                await EndListeningAsync(host);
            }
        }

        await host.WaitForShutdownAsync(CancellationToken.None);
    }

    // Before the services go that requests need: else they would be answered as if FleetQ had a defect.
    private static async Task EndListeningAsync(IHost host)
    {
        using var patience = new CancellationTokenSource(Patience);
        await host.Services.GetRequiredService<IServer>().StopAsync(patience.Token);
    }
}
