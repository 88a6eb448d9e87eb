using System.Collections.Concurrent;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Running;
using FleetQ.PluginHost.Unloading;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Generations;

/// <summary>
/// Sees generations out that serve no more: lets their steps finish, cancels them after a while, and ends a generation
/// only when nothing runs in it.
/// </summary>
internal sealed partial class Retirements(
    PluginHostOptions options, PluginCopier copier, RetiredContexts contexts, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private readonly ILogger logger = logger;
    private readonly ConcurrentDictionary<Task, byte> tasks = new();
    private readonly CancellationTokenSource closing = new();

    /// <summary>Takes over a generation whose routes are gone from the table. Returns at once.</summary>
    public void Begin(Generation generation, PluginCopy copy)
    {
        var libraries = copy.Files
            .Where(static file => file.RelativePath.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(static file => Path.GetFileNameWithoutExtension(file.RelativePath));
        var retired = new RetiredGeneration(
            generation.Identity, time.GetUtcNow(), generation.Plugin.Context, [.. libraries]);
        retired.Count(() => generation.Running);

        // First: what is reported as retired lets nothing in any more.
        generation.Retire();
        contexts.Add(retired);

        // In two tasks: what waits for the memory to be free must not itself hold the generation.
        var whole = ForgetAsync(EndAsync(generation, retired), retired, copy);
        tasks.TryAdd(whole, 0);
        _ = whole.ContinueWith(
            done => tasks.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>Waits for those whose steps have ended; the others are left to the end of the process.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(tasks.Keys).ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task ForgetAsync(Task<bool> end, RetiredGeneration retired, PluginCopy copy)
    {
        if (await end.ConfigureAwait(false))
        {
            retired.Move(RetirementState.Unloaded);
            await contexts.LookAsync().ConfigureAwait(false);
            copier.Release(copy);
        }
    }

    private async Task<bool> EndAsync(Generation generation, RetiredGeneration retired)
    {
        if (!await DrainAsync(generation, retired).ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            await generation.Plugin.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Whatever the plugin's own end throws; the generation is over all the same.
            LogEndFailed(retired.Identity.Name, retired.Identity.Version, ExceptionText.Describe(failure));
        }

        generation.Dispose();
        LogRetired(retired.Identity.Name, retired.Identity.Version);
        return true;
    }

    private async Task<bool> DrainAsync(Generation generation, RetiredGeneration retired)
    {
        if (await IsEmptyWithinAsync(generation, options.RetirementGrace).ConfigureAwait(false))
        {
            return true;
        }

        LogStopping(retired.Identity.Name, retired.Identity.Version, generation.Running);
        retired.Move(RetirementState.Stopping);
        var stop = StopAsync(generation, retired);
        if (await IsEmptyWithinAsync(generation, options.RetirementStopGrace).ConfigureAwait(false))
        {
            return true;
        }

        if (!await generation.Plugin.TryAbortAsync().ConfigureAwait(false) && !closing.IsCancellationRequested)
        {
            retired.Move(RetirementState.Stuck);
            LogStuck(retired.Identity.Name, retired.Identity.Version, generation.Running);
        }

        var isEmpty = await IsEmptyWithinAsync(generation, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        if (isEmpty)
        {
            await stop.ConfigureAwait(false);
        }

        return isEmpty;
    }

    private async Task StopAsync(Generation generation, RetiredGeneration retired)
    {
        try
        {
            await generation.StopAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // What a handler registered on its token threw.
            LogEndFailed(retired.Identity.Name, retired.Identity.Version, ExceptionText.Describe(failure));
        }
    }

    private async Task<bool> IsEmptyWithinAsync(Generation generation, TimeSpan patience)
    {
        await generation.Empty.WaitAsync(patience, time, closing.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return generation.Empty.IsCompleted;
    }
}
