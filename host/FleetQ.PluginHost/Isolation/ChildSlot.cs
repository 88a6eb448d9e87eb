using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Sdk;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>
/// A place for one process of a plugin: started when a step needs it, again after a pause when it ended by itself, and
/// ended when nothing ran for long. Thread-safe.
/// </summary>
internal sealed partial class ChildSlot : IAsyncDisposable
{
    // A step waits for a start that is near; for a later one it comes back, so that it holds no place meanwhile.
    private static readonly TimeSpan PauseHeldMax = TimeSpan.FromSeconds(2);

    private readonly ChildBlueprint blueprint;
    private readonly BackoffOptions pauses;
    private readonly ILogger logger;
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Lock gate = new();
    private readonly HashSet<PluginChild> alive = [];
    private readonly ITimer idle;
    private PluginChild? current;
    private string? sum;
    private int failures;
    private long failedAt;
    private volatile bool isClosed;

    /// <summary>Makes an empty place.</summary>
    public ChildSlot(ChildBlueprint blueprint)
    {
        this.blueprint = blueprint;
        logger = blueprint.Logger;
        pauses = new BackoffOptions
        {
            BaseDelay = blueprint.Options.RestartDelay,
            MaxDelay = blueprint.Options.RestartDelayMax,
            Jitter = BackoffJitter.None,
        };
        idle = blueprint.Time.CreateTimer(_ => EndIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of the process that takes attempts now; null when there is none.</summary>
    public int? ProcessId => Volatile.Read(ref current)?.ProcessId;

    /// <summary>Begins an attempt, in a new process where there is none.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    public async Task<SlotEntry> EnterAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = Volatile.Read(ref current);
            if (seen?.TryRun(attempt, cancellationToken) is { } run)
            {
                return new SlotEntry(seen, run, null);
            }

            if (await RefillAsync(seen, cancellationToken).ConfigureAwait(false) is { } pause)
            {
                return new SlotEntry(null, null, pause);
            }
        }
    }

    /// <summary>Takes a process that has said hello.</summary>
    public void Adopt(PluginChild child, string? plugin)
    {
        sum ??= plugin;
        lock (gate)
        {
            alive.Add(child);
        }

        child.Emptied = _ => StartIdleTimer();
        Volatile.Write(ref current, child);
        StartIdleTimer();
        _ = WatchAsync(child);
    }

    /// <summary>Notes that a process works: the next pause is short again.</summary>
    public void NoteAnswer() => Volatile.Write(ref failures, 0);

    /// <summary>Lets a process end when nothing runs in it; the next attempt gets another.</summary>
    public void Replace(PluginChild child)
    {
        Interlocked.CompareExchange(ref current, null, child);
        child.Retire();
    }

    /// <summary>Ends its processes by force; whatever runs is given back.</summary>
    public void Abort()
    {
        foreach (var child in Alive())
        {
            child.Abort();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        await starting.WaitAsync().ConfigureAwait(false);
        foreach (var child in Alive())
        {
            child.Retire();
            await ((Task)child.Ended)
                .WaitAsync(blueprint.Options.FarewellPatience, blueprint.Time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            child.Abort();
            await child.Ended.ConfigureAwait(false);
        }

        await idle.DisposeAsync().ConfigureAwait(false);
        starting.Dispose();
    }

    private async Task<AttemptResult?> RefillAsync(PluginChild? seen, CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (isClosed)
            {
                return new AttemptResult { End = AttemptEnd.Released };
            }

            if (seen is not null && ReferenceEquals(Volatile.Read(ref current), seen))
            {
                // It takes nothing any more: it is about to end, or has.
                Forget(seen, await seen.Ended.WaitAsync(cancellationToken).ConfigureAwait(false));
            }

            return Volatile.Read(ref current) is null
                ? await StartAsync(cancellationToken).ConfigureAwait(false)
                : null;
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task<AttemptResult?> StartAsync(CancellationToken cancellationToken)
    {
        var pause = PauseLeft();
        if (pause > PauseHeldMax)
        {
            return ComeBackAfter(pause);
        }

        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, blueprint.Time, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var child = await ChildStart.RunAsync(blueprint, cancellationToken).ConfigureAwait(false);
            var hello = await child.Hello.ConfigureAwait(false);
            Adopt(child, hello.Sha256);
            if (hello.Refusal is not null || hello.Sha256 != sum)
            {
                Replace(child);
                return Fail(hello.Refusal?.Sentence ?? "its main DLL changed since the plugin was loaded");
            }

            LogChildStarted(blueprint.Plugin.Name, child.ProcessId, hello.Version);
            return null;
        }
        catch (IOException failure)
        {
            return Fail(failure.Message);
        }
    }

    private AttemptResult Fail(string why)
    {
        CountFailure();
        var pause = PauseLeft();
        LogRestartFailed(blueprint.Plugin.Name, pause.TotalSeconds, why);
        return ComeBackAfter(pause) with { Fault = AttemptFault.Plugin };
    }

    private AttemptResult ComeBackAfter(TimeSpan pause) => new()
    {
        End = AttemptEnd.Snoozed,
        Delay = pause,
        Error = StepError.Of($"The process of plugin '{blueprint.Plugin.Name}' is started again after a pause."),
    };

    private TimeSpan PauseLeft()
    {
        lock (gate)
        {
            return failures == 0
                ? TimeSpan.Zero
                : pauses.DelayBefore(failures) - blueprint.Time.GetElapsedTime(failedAt);
        }
    }

    private void CountFailure()
    {
        lock (gate)
        {
            failures++;
            failedAt = blueprint.Time.GetTimestamp();
        }
    }

    private async Task WatchAsync(PluginChild child)
    {
        Forget(child, await child.Ended.ConfigureAwait(false));
        lock (gate)
        {
            alive.Remove(child);
        }

        child.Dispose();
    }

    private void Forget(PluginChild child, ChildEnd end)
    {
        // Together: who finds the place empty also finds the pause that is due before the next start.
        lock (gate)
        {
            if (ReferenceEquals(Interlocked.CompareExchange(ref current, null, child), child) && !end.IsWanted)
            {
                CountFailure();
            }
        }
    }

    private void StartIdleTimer()
    {
        if (blueprint.Terms.IdleExit is { } patience && !isClosed)
        {
            idle.Change(patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndIdle()
    {
        if (Volatile.Read(ref current) is { } child && child.TryEndIdle())
        {
            Interlocked.CompareExchange(ref current, null, child);
        }
    }

    private PluginChild[] Alive()
    {
        lock (gate)
        {
            return [.. alive];
        }
    }
}
