using System.Net;
using System.Net.Sockets;

namespace FleetQ.Cli.Tests.Support;

/// <summary>Something that has a port and hangs up on everybody, as what does not speak HTTP does.</summary>
internal sealed class OtherProgram : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task hangingUp;

    public OtherProgram()
    {
        listener.Start();
        hangingUp = HangUpAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await hangingUp;
        listener.Dispose();
    }

    private async Task HangUpAsync()
    {
        try
        {
            while (true)
            {
                (await listener.AcceptTcpClientAsync(CancellationToken.None)).Dispose();
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }
}
