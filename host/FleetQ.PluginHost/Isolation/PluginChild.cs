using System.Security.Cryptography;
using System.Text;
using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Isolation.Frames;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>One process of a plugin, from its hello to its end. Thread-safe.</summary>
internal sealed partial class PluginChild : IDisposable
{
    private readonly ChildBlueprint blueprint;
    private readonly ChildProcess process;
    private readonly FrameConnection connection;
    private readonly ChildRuns runs = new();
    private readonly TaskCompletionSource<HelloFrame> hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger logger;
    private readonly ITimer beatWatch;
    private readonly byte[] secret;
    private ChildEnd? ordered;
    private int beatsMissed;
    private bool isGreeted;
    private volatile bool isLeaving;

    /// <summary>Takes over a process that connected; it must show its secret first.</summary>
    public PluginChild(ChildBlueprint blueprint, ChildProcess process, FrameConnection connection, string secret)
    {
        this.secret = Encoding.UTF8.GetBytes(secret);
        this.blueprint = blueprint;
        this.process = process;
        this.connection = connection;
        logger = blueprint.Logger;
        runs.Emptied = () => Emptied?.Invoke(this);
        var interval = blueprint.Options.BeatInterval;
        beatWatch = blueprint.Time.CreateTimer(_ => CountBeat(), null, interval, interval);
        Ended = LiveAsync();
    }

    /// <summary>Called when nothing runs any more, on any thread; must return at once.</summary>
    public Action<PluginChild>? Emptied { get; set; }

    /// <summary>What it said of its plugin; ends with an error when the process ended before.</summary>
    public Task<HelloFrame> Hello => hello.Task;

    /// <summary>How it ended, once all that ran in it has.</summary>
    public Task<ChildEnd> Ended { get; }

    /// <summary>The process's number.</summary>
    public int ProcessId => process.Id;

    /// <summary>Begins an attempt.</summary>
    /// <returns>Null when nothing more may run here.</returns>
    public ChildRun? TryRun(Attempt attempt, CancellationToken cancellationToken)
    {
        var run = runs.TryBegin(attempt, begun => connection.TrySend(new RunFrame(begun.Number, begun.Attempt)));
        run?.Follow(Cancel, cancellationToken);
        return run;
    }

    /// <summary>Lets nothing more begin; the process ends when nothing runs.</summary>
    public void Retire()
    {
        runs.Close();
        Farewell();
    }

    /// <summary>Ends it if nothing runs.</summary>
    /// <returns>False when something does.</returns>
    public bool TryEndIdle()
    {
        if (!runs.TryClose())
        {
            return false;
        }

        Farewell();
        return true;
    }

    /// <summary>Ends it by force; whatever runs is given back.</summary>
    public void Abort() => End(new ChildEnd("was ended by its host", null) { IsWanted = true });

    /// <inheritdoc/>
    public void Dispose()
    {
        beatWatch.Dispose();
        process.Dispose();
    }

    private async Task<ChildEnd> LiveAsync()
    {
        try
        {
            await connection.ReceiveAsync(Take).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The top of the loop. Whatever it was, the process is not understood any more, and what runs there must
            // end.
            LogFrameRefused(blueprint.Plugin.Name, process.Id, failure.Message);
            End(new ChildEnd($"said what is no frame ({failure.Message.TrimEnd('.')})", null));
        }

        runs.Close();
        await beatWatch.DisposeAsync().ConfigureAwait(false);
        var own = await process.WaitForEndAsync(blueprint.Options.FarewellPatience).ConfigureAwait(false);
        var end = Volatile.Read(ref ordered) is { } order ? order with { LastLines = own.LastLines } : own;
        end = end with { IsWanted = end.IsWanted || (isLeaving && runs.Count == 0) };
        await connection.DisposeAsync().ConfigureAwait(false);
        hello.TrySetException(new IOException($"it {end.How}"));
        runs.EndAll(end);
        if (end.IsWanted)
        {
            LogChildEnded(blueprint.Plugin.Name, process.Id);
        }
        else
        {
            LogChildLost(blueprint.Plugin.Name, process.Id, end.How);
        }

        return end;
    }

    private void Take(FrameKind kind, FrameReader said)
    {
        Volatile.Write(ref beatsMissed, 0);
        if (!isGreeted)
        {
            Greet(kind, said);
            return;
        }

        switch (kind)
        {
            case FrameKind.Hello:
                hello.TrySetResult(HelloFrame.Read(ref said));
                break;
            case FrameKind.Result:
                var result = ResultFrame.Read(ref said);
                runs.End(result.Number, result.Result);
                break;
            case FrameKind.Progress:
                var progress = ProgressFrame.Read(ref said);
                runs.Find(progress.Number)?.Attempt.OnProgress(progress.Fraction, progress.Message);
                break;
            case FrameKind.LogLine:
                blueprint.Log.Write(LogFrame.Read(ref said));
                break;
            case FrameKind.Beat:
                break;
            case FrameKind.Greeting or FrameKind.Launch or FrameKind.Run or FrameKind.Cancel or FrameKind.Drain:
            default:
                throw new InvalidDataException($"A child says no {kind}.");
        }
    }

    private void Greet(FrameKind kind, FrameReader said)
    {
        if (kind != FrameKind.Greeting
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(TextFrame.Read(ref said)), secret))
        {
            throw new InvalidDataException("It does not know the secret that it was started with.");
        }

        isGreeted = true;
        connection.TrySend(new LaunchFrame
        {
            Plugin = blueprint.Plugin,
            Fingerprint = blueprint.Fingerprint,
            Settings = blueprint.Settings,
            Level = blueprint.Log.Level,
            BeatInterval = blueprint.Options.BeatInterval,
        }.ToFrame());
    }

    private void Cancel(ChildRun run)
    {
        connection.TrySend(new CancelFrame(run.Number));
        run.StartGrace(blueprint.Time, blueprint.Options.CancelGrace, EndIgnoring);
    }

    private void EndIgnoring(ChildRun run)
    {
        if (runs.Find(run.Number) is null)
        {
            return;
        }

        var claim = run.Attempt.Claim;
        LogCancellationIgnored(
            claim.Key.StepId, claim.TaskType, blueprint.Options.CancelGrace.TotalSeconds, runs.Count - 1);
        End(new ChildEnd("was ended because a handler ignored its cancelled token", null) { Culprit = run.Number });
    }

    private void CountBeat()
    {
        if (Interlocked.Increment(ref beatsMissed) > blueprint.Options.BeatsMissedMax)
        {
            End(new ChildEnd($"was ended because it did not say for {blueprint.Options.BeatsMissedMax} beats "
                + "that it lives", null));
        }
    }

    private void Farewell()
    {
        isLeaving = true;
        connection.TrySend(new WordFrame(FrameKind.Drain));
    }

    private void End(ChildEnd why)
    {
        Interlocked.CompareExchange(ref ordered, why, null);
        process.Kill();
    }
}
