using System.Collections.Concurrent;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>
/// The reference model of a store: every port over two tables and one lock, so that each operation is one atomic
/// statement. The engine is tested on it, and it passes the same conformance suite as the SQL stores.
/// </summary>
public sealed partial class MemoryStoreState
{
    private const int AttemptsMax = 128;

    private readonly TimeProvider clock;
    private readonly MemoryTables tables;
    private readonly Lock gate;
    private readonly List<MemoryStep> steps;
    private readonly SortedList<long, MemoryStep> open;
    private readonly Dictionary<StepId, MemoryStep> stepsById;
    private readonly Dictionary<PodId, MemoryPod> pods;
    private readonly ConcurrentDictionary<string, int> counts = new();

    /// <summary>Makes an empty store.</summary>
    /// <param name="clock">The store's clock.</param>
    public MemoryStoreState(TimeProvider clock)
        : this(clock, new MemoryTables())
    {
    }

    private MemoryStoreState(TimeProvider clock, MemoryTables tables)
    {
        this.clock = clock;
        this.tables = tables;
        gate = tables.Gate;
        steps = tables.Steps;
        open = tables.Open;
        stepsById = tables.StepsById;
        pods = tables.Pods;
    }

    /// <summary>Asked before each operation, by its name; null lets it through.</summary>
    public Func<string, StoreFault?>? FaultOf { get; set; }

    /// <summary>What this store does wrong on purpose, for all that have it open.</summary>
    public StoreWeaknesses Weaknesses
    {
        get => tables.Weaknesses;
        set => tables.Weaknesses = value;
    }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the same store as another process would, with faults and counts of its own.</summary>
    public MemoryStoreState OpenAgain() => new(clock, tables);

    /// <summary>Lets the next calls of one operation go wrong, each in its way.</summary>
    public void FailNext(string operation, params StoreFault[] faults)
    {
        var waiting = new ConcurrentQueue<StoreFault>(faults);
        FaultOf = asked => asked == operation && waiting.TryDequeue(out var fault) ? fault : null;
    }

    /// <summary>How often an operation was begun.</summary>
    public int CountOf(string operation) => counts.GetValueOrDefault(operation);

    private async Task<T> DoAsync<T>(
        string operation, Func<T> statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        counts.AddOrUpdate(operation, 1, static (_, count) => count + 1);
        var fault = FaultOf?.Invoke(operation);
        if (fault?.Until is { } until)
        {
            await until.WaitAsync(cancellationToken);
        }

        if (fault is { FailsBefore: true })
        {
            throw Unavailable(operation, "The test cut the connection before the statement.");
        }

        T answer;
        Action? tellChanged;
        lock (gate)
        {
            var before = tables.StepChanges;
            answer = statement();
            tellChanged = tables.StepChanges > before ? tables.Changed : null;
        }

        // Outside the statement, as in a real store: a subscriber may ask the store at once.
        tellChanged?.Invoke();
        if (fault is { Delay.Ticks: > 0 })
        {
            await Task.Delay(fault.Delay, clock, cancellationToken);
        }

        return fault is { FailsAfter: true }
            ? throw Unavailable(operation, "The test cut the connection after the statement.")
            : answer;
    }

    private bool Has(StoreWeaknesses weakness) => tables.Weaknesses.HasFlag(weakness);

    private static StoreUnavailableException Unavailable(string operation, string cause) =>
        new(operation, "Check the test's faults.", new TimeoutException(cause));

    // Every change of a status passes here, so the model cannot make a move that the table of moves does not have.
    private void MoveNeedsLock(MemoryStep row, StepStatus to, long nowMs)
    {
        if (!StepTransitions.Exists(row.Status, to) && !Has(StoreWeaknesses.ReturnsWhatever))
        {
            throw new InvalidOperationException($"A step cannot go from {row.Status} to {to}.");
        }

        row.Status = to;
        if (to.IsEnded())
        {
            open.Remove(row.Sequence);
        }
        else
        {
            open[row.Sequence] = row;
        }

        TouchNeedsLock(row, nowMs);
        row.EndedMs = to.IsEnded() ? nowMs : null;
        row.ReadyMs = to is StepStatus.Pending ? nowMs : row.ReadyMs;
        if (to is StepStatus.Pending or StepStatus.Scheduled)
        {
            row.ClaimedBy = null;
        }
    }

    private void TouchNeedsLock(MemoryStep row, long nowMs)
    {
        row.UpdatedMs = nowMs;
        tables.StepChanges++;
    }

    private static void CloseAttemptNeedsLock(
        MemoryStep row, string outcome, PluginIdentity? plugin, string? error, long? endedMs)
    {
        row.Attempts.Add(new EndedAttempt(
            row.Attempt,
            row.ClaimEpoch,
            row.ClaimedBy?.PodId.Value,
            plugin?.Name,
            plugin?.Version,
            plugin?.Sha256,
            row.ClaimedMs,
            endedMs,
            outcome,
            error));
        if (row.Attempts.Count > AttemptsMax)
        {
            row.Attempts.RemoveAt(0);
        }
    }

    private static long? InstantOf(DateTimeOffset? instant, TimeSpan? fromNow, long nowMs) =>
        instant?.ToUnixTimeMilliseconds() ?? (fromNow is { } pause ? nowMs + (long)pause.TotalMilliseconds : null);

    private MemoryStep? FindClaimedNeedsLock(ClaimKey key) =>
        stepsById.GetValueOrDefault(key.StepId) is { Status: StepStatus.Claimed } row && row.ClaimEpoch == key.Epoch
            ? row
            : null;

    private MemoryPod? FindHolderNeedsLock(PodIdentity? identity) =>
        identity is not null
        && pods.GetValueOrDefault(identity.PodId) is { } pod
        && pod.Identity == identity
        && pod.State.HoldsClaims()
            ? pod
            : null;
}
