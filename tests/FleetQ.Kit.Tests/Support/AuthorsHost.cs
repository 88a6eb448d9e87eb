using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Kit.Tests.Support;

/// <summary>A host that the installed tool runs. Disposing ends both.</summary>
public sealed class AuthorsHost : IAsyncDisposable
{
    // The command may build what it starts.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly Process tool;
    private readonly FleetClient client;
    private readonly ConcurrentQueue<string> lines = new();

    private AuthorsHost(Process tool, Uri address)
    {
        this.tool = tool;
        Address = address;
        client = new FleetClient(address);
        tool.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        tool.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Runs a command that starts a host.</summary>
    /// <param name="start">The command.</param>
    /// <returns>When the host takes steps.</returns>
    public static async Task<AuthorsHost> StartAsync(ProcessStartInfo start)
    {
        var port = FreePort.Take();
        start.Environment["FLEET_Q_API_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var host = new AuthorsHost(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        host.tool.BeginOutputReadLine();
        host.tool.BeginErrorReadLine();
        await Eventually.HoldsAsync(
            "the host is ready", StartLimit, host.IsReadyAsync, TestContext.Current.CancellationToken);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        tool.Kill(entireProcessTree: true);
        await tool.WaitForExitAsync(CancellationToken.None);
        tool.Dispose();
    }

    private async Task<bool> IsReadyAsync() => tool.HasExited
        ? throw new InvalidOperationException($"It ended instead:\n{string.Join('\n', lines)}")
        : await client.IsReadyAsync(TestContext.Current.CancellationToken);
}
