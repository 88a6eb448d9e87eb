using System.ComponentModel;
using System.Security.Cryptography;
using FleetQ.PluginHost.Isolation.Frames;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Starts a process and lets it load its plugin.</summary>
internal static class ChildStart
{
    private const int SecretLength = 64;

    /// <summary>Starts a process and waits for its hello.</summary>
    /// <exception cref="IOException">It did not come up; the message says why, as the end of a sentence.</exception>
    public static async Task<PluginChild> RunAsync(ChildBlueprint blueprint, CancellationToken cancellationToken)
    {
        var limit = blueprint.Options.HelloTimeout;
        using var patience = new CancellationTokenSource(limit, blueprint.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        PluginChild? child = null;
        var isUp = false;
        try
        {
            child = await ConnectAsync(blueprint, both.Token).ConfigureAwait(false);
            await child.Hello.WaitAsync(both.Token).ConfigureAwait(false);
            isUp = true;
            return child;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"it did not load its plugin within {limit.TotalSeconds} s");
        }
        catch (Win32Exception failure)
        {
            throw new IOException($"it cannot be started ({failure.Message})", failure);
        }
        finally
        {
            if (!isUp && child is not null)
            {
                child.Abort();
                await child.Ended.ConfigureAwait(false);
                child.Dispose();
            }
        }
    }

    private static async Task<PluginChild> ConnectAsync(ChildBlueprint blueprint, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetHexString(SecretLength, lowercase: true);
        using var listener = new ChildListener();
        var variables = ChildVariables.Of(
            Environment.GetEnvironmentVariables(), listener.Address, secret, blueprint.Terms.MemoryLimitMb);
        var process = await ChildProcess
            .StartAsync(
                blueprint.Starter,
                blueprint.Options.Program,
                variables,
                blueprint.Plugin.Name,
                blueprint.Logger,
                blueprint.Time)
            .ConfigureAwait(false);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepting = listener.AcceptAsync(giveUp.Token);
        if (await Task.WhenAny(accepting, process.Exited).ConfigureAwait(false) == accepting
            && accepting.IsCompletedSuccessfully)
        {
            var stream = await accepting.ConfigureAwait(false);
            return new PluginChild(blueprint, process, new FrameConnection(stream), secret);
        }

        await giveUp.CancelAsync().ConfigureAwait(false);
        var end = await process.WaitForEndAsync(TimeSpan.Zero).ConfigureAwait(false);
        process.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        throw new IOException($"it {end.How}");
    }
}
