using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Crashes;

namespace FleetQ.PluginHost.Quarantine;

/// <summary>
/// Watches what one generation of a plugin answers, tells which of its task types are out, and notes in the journal
/// while it runs. Thread-safe.
/// </summary>
internal sealed class PluginGuard : IDisposable
{
    private static readonly AttemptResult Released = new() { End = AttemptEnd.Released };

    private readonly Breaker whole;
    private readonly Breaker[] byRoute;
    private readonly JournalEntry? journal;

    /// <summary>Makes the guard of a generation that serves from now on.</summary>
    /// <param name="identity">Which plugin it is.</param>
    /// <param name="routes">Its handlers.</param>
    /// <param name="journal">Where it is noted that it runs, which this owns; null for one that runs elsewhere.</param>
    /// <param name="options">When they go out.</param>
    /// <param name="time">The pod's clock.</param>
    /// <param name="changed">Called after something went out or came back, on any thread.</param>
    public PluginGuard(
        PluginIdentity identity,
        IReadOnlyList<HandlerRoute> routes,
        JournalEntry? journal,
        QuarantineOptions options,
        TimeProvider time,
        Action<PluginIdentity, Breaker> changed)
    {
        Breaker NewBreaker(string? taskType) => new(taskType, options, time, breaker => changed(identity, breaker));

        this.journal = journal;
        whole = NewBreaker(null);
        byRoute = [.. routes.Select(route => NewBreaker(route.TaskType.Value))];
    }

    /// <summary>What is out now: all of the plugin, or some of its task types.</summary>
    public IReadOnlyList<QuarantineReport> Reports => whole.Report is { } all
        ? [all]
        : [.. byRoute.Select(static breaker => breaker.Report).OfType<QuarantineReport>()];

    /// <summary>Tells whether one of its routes takes steps on this pod.</summary>
    public bool Serves(int route) => !whole.IsOut && !byRoute[route].IsOut;

    /// <summary>Lets everything serve again now, on probation.</summary>
    /// <returns>False when nothing was out.</returns>
    public bool Return()
    {
        var hasReturned = whole.Return();
        foreach (var breaker in byRoute)
        {
            hasReturned |= breaker.Return();
        }

        return hasReturned;
    }

    /// <summary>Runs an attempt.</summary>
    /// <returns>
    /// How it ended. A step that met a failure of the plugin itself that is known by now is given back, for another
    /// pod to run.
    /// </returns>
    public async Task<AttemptResult> RunAsync(
        int route, IStepRunner inner, Attempt attempt, CancellationToken cancellationToken)
    {
        var result = await RunNotedAsync(inner, attempt, cancellationToken).ConfigureAwait(false);
        if (result.Fault is AttemptFault.Step)
        {
            NoteAnswer(route, result.End);
            return result;
        }

        var breaker = result.Fault is AttemptFault.Plugin ? whole : byRoute[route];
        return breaker.NoteFault(result.Error?.Message ?? "") ? Released : result;
    }

    /// <summary>Counts nothing any more: its plugin is on its way out.</summary>
    public void Close()
    {
        whole.Dispose();
        foreach (var breaker in byRoute)
        {
            breaker.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        journal?.Dispose();
    }

    private async Task<AttemptResult> RunNotedAsync(
        IStepRunner inner, Attempt attempt, CancellationToken cancellationToken)
    {
        journal?.Enter();
        try
        {
            return await inner.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            journal?.Leave();
        }
    }

    private void NoteAnswer(int route, AttemptEnd end)
    {
        if (end is AttemptEnd.Completed or AttemptEnd.Retry or AttemptEnd.Failed)
        {
            whole.NoteAnswer();
            byRoute[route].NoteAnswer();
        }
    }
}
