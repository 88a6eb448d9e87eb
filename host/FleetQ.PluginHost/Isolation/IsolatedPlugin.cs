using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Isolation.Frames;

namespace FleetQ.PluginHost.Isolation;

/// <summary>A generation of a plugin that runs in processes of its own. Thread-safe.</summary>
/// <remarks>
/// Its steps share one process. A step in whose company that process ended runs in a second one, one at a time, until
/// it is cleared or blamed: its neighbours neither wait for it nor fall with it again.
/// </remarks>
internal sealed class IsolatedPlugin : IPluginGeneration
{
    private const int SuspectsMax = 1_000;
    private const string OutOfMemory = "System.OutOfMemoryException";

    private static readonly TimeSpan TurnPause = TimeSpan.FromSeconds(2);

    private readonly ChildBlueprint blueprint;
    private readonly ChildSlot shared;
    private readonly ChildSlot solo;
    private readonly Blame blame;
    private int soloTurn;

    /// <summary>Takes over the first process, which has said hello.</summary>
    public IsolatedPlugin(
        ChildBlueprint blueprint,
        PluginChild child,
        HelloFrame hello,
        PluginIdentity identity,
        TaskTypeManifests manifests)
    {
        this.blueprint = blueprint;
        Identity = identity;
        Suspects = new Suspects(SuspectsMax);
        blame = new Blame(blueprint.Plugin.Name, Suspects, blueprint.Logger);
        shared = new ChildSlot(blueprint);
        solo = new ChildSlot(blueprint);
        shared.Adopt(child, hello.Sha256);
        var runner = new IsolatedStepRunner(this);
        Routes = [.. hello.Routes.Select(route => route.ToRoute(identity, runner, manifests))];
    }

    /// <inheritdoc/>
    public PluginIdentity Identity { get; }

    /// <inheritdoc/>
    public IReadOnlyList<HandlerRoute> Routes { get; }

    /// <inheritdoc/>
    public bool IsReplaceable => true;

    /// <inheritdoc/>
    public WeakReference? Context => null;

    /// <summary>The steps that run alone.</summary>
    public Suspects Suspects { get; }

    /// <summary>The number of the process that most steps share; null when there is none now.</summary>
    public int? ProcessId => shared.ProcessId;

    /// <summary>Runs an attempt to its end.</summary>
    public async Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Suspects.Contains(attempt.Claim.Key.StepId))
        {
            return await RunInAsync(shared, attempt, cancellationToken).ConfigureAwait(false);
        }

        // It comes back rather than wait here: a wait would use up its time and hold a place of the pod.
        if (Interlocked.Exchange(ref soloTurn, 1) != 0)
        {
            return new AttemptResult
            {
                End = AttemptEnd.Snoozed,
                Delay = TurnPause,
                Error = StepError.Of(
                    $"A process of plugin '{blueprint.Plugin.Name}' ended while this step ran beside others in it; "
                        + "it waits for its turn to run alone."),
            };
        }

        try
        {
            return await RunInAsync(solo, attempt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref soloTurn, 0);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryAbortAsync()
    {
        shared.Abort();
        solo.Abort();
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await shared.DisposeAsync().ConfigureAwait(false);
        await solo.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<AttemptResult> RunInAsync(ChildSlot slot, Attempt attempt, CancellationToken cancellationToken)
    {
        var entry = await slot.EnterAsync(attempt, cancellationToken).ConfigureAwait(false);
        if (entry.Run is not { } run)
        {
            return entry.Pause!;
        }

        var end = await run.Ended.ConfigureAwait(false);
        if (end.Child is { } lost)
        {
            return blame.Judge(run, lost, end.WasAlone, cancellationToken);
        }

        slot.NoteAnswer();
        Suspects.Remove(attempt.Claim.Key.StepId);
        var result = end.Result ?? throw new OperationCanceledException(cancellationToken);
        return result.Error?.Type == OutOfMemory ? ReplaceExhausted(slot, entry.Child!, result) : result;
    }

    // What filled the memory may be anybody's: the process is not used for more than what runs in it now.
    private AttemptResult ReplaceExhausted(ChildSlot slot, PluginChild child, AttemptResult result)
    {
        slot.Replace(child);
        blame.NoteExhaustion(child.ProcessId, blueprint.Terms.MemoryLimitMb);
        var limit = blueprint.Terms.MemoryLimitMb is { } megabytes
            ? $" The plugin's memory limit is {megabytes} MB (memory_limit_mb)."
            : "";
        var error = result.Error!;
        return result with { Error = StepError.Of(error.Message + limit, error.Type, error.Stack) };
    }
}
