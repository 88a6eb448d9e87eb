using System.Net;
using System.Net.Sockets;

namespace FleetQ.Cli.Tests.Support;

/// <summary>Something that has a port and hangs up on everybody, as what does not speak HTTP does.</summary>
internal sealed class OtherProgram : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task hangingUp;

    public OtherProgram()
    {
        listener.Start();
        hangingUp = HangUpAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        // Accepting ends before the listener goes: one that is gone refuses the next accept with an error of its own.
        await stopping.CancelAsync();
        await hangingUp;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task HangUpAsync()
    {
        try
        {
            while (true)
            {
                (await listener.AcceptTcpClientAsync(stopping.Token)).Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // It was stopped.
        }
    }
}
