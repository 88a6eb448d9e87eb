using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FleetQ.PluginHost.Isolation;

/// <summary>
/// Waits for one child: at a Unix socket in a folder that is this user's alone, or, on Windows, at a named pipe.
/// </summary>
internal sealed class ChildListener : IDisposable
{
    private readonly NamedPipeServerStream? pipe;
    private readonly Socket? socket;
    private readonly DirectoryInfo? folder;

    /// <summary>Listens.</summary>
    public ChildListener()
        : this(OperatingSystem.IsWindows())
    {
    }

    /// <summary>Listens in a chosen way, for tests.</summary>
    internal ChildListener(bool asPipe)
    {
        if (asPipe)
        {
            var name = "fleetq-" + RandomNumberGenerator.GetHexString(32, lowercase: true);
            pipe = new NamedPipeServerStream(
                name,
                PipeDirection.InOut,
                maxNumberOfServerInstances: 1,
                PipeTransmissionMode.Byte,
                PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            Address = ChildAddress.PipePrefix + name;
            return;
        }

        folder = Directory.CreateTempSubdirectory("fleetq-");
        Address = Path.Combine(folder.FullName, "child");
        socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Listen();
    }

    /// <summary>What a child is told: a path, or a pipe's name.</summary>
    public string Address { get; }

    /// <summary>Waits for the child.</summary>
    public async Task<Stream> AcceptAsync(CancellationToken cancellationToken)
    {
        if (pipe is not null)
        {
            await pipe.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
            return pipe;
        }

        var accepted = await socket!.AcceptAsync(cancellationToken).ConfigureAwait(false);
        return new NetworkStream(accepted, ownsSocket: true);
    }

    /// <summary>Ends listening; a child that connected stays connected.</summary>
    public void Dispose()
    {
        socket?.Dispose();
        if (pipe is { IsConnected: false })
        {
            pipe.Dispose();
        }

        folder?.Delete(recursive: true);
    }

    private void Listen()
    {
        try
        {
            socket!.Bind(new UnixDomainSocketEndPoint(Address));
            socket.Listen(1);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentOutOfRangeException)
        {
            Dispose();
            throw new IOException(
                $"no socket can be made at '{Address}'; let TMPDIR name a folder with a short path that the host can "
                    + "write to",
                failure);
        }
    }
}
