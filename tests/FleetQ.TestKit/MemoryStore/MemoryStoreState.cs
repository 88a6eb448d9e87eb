using System.Collections.Concurrent;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>
/// The reference model of a store: every port over two tables and one lock, so that each operation is one atomic
/// statement. The engine is tested on it, and it passes the same conformance suite as the SQL stores.
/// </summary>
/// <param name="clock">The store's clock.</param>
public sealed partial class MemoryStoreState(TimeProvider clock)
{
    private const int AttemptsMax = 128;

    private readonly Lock gate = new();
    private readonly List<MemoryStep> steps = [];
    private readonly Dictionary<StepId, MemoryStep> stepsById = [];
    private readonly Dictionary<PodId, MemoryPod> pods = [];
    private readonly ConcurrentDictionary<string, int> counts = new();
    private long lastSequence;
    private long? lastRecoveryMs;

    /// <summary>Asked before each operation, by its name; null lets it through.</summary>
    public Func<string, StoreFault?>? FaultOf { get; set; }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How often an operation was begun.</summary>
    public int CountOf(string operation) => counts.GetValueOrDefault(operation);

    private Task<T> ReadAsync<T>(string operation, Func<T> statement, CancellationToken cancellationToken) =>
        DoAsync(operation, statement, static () => { }, cancellationToken);

    private Task<T> WriteAsync<T>(string operation, Func<T> statement, CancellationToken cancellationToken) =>
        DoAsync(operation, statement, RaiseChanged, cancellationToken);

    private async Task<T> DoAsync<T>(
        string operation, Func<T> statement, Action whenDone, CancellationToken cancellationToken)
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
        lock (gate)
        {
            answer = statement();
        }

        whenDone();
        if (fault is { Delay.Ticks: > 0 })
        {
            await Task.Delay(fault.Delay, clock, cancellationToken);
        }

        return fault is { FailsAfter: true }
            ? throw Unavailable(operation, "The test cut the connection after the statement.")
            : answer;
    }

    private static StoreUnavailableException Unavailable(string operation, string cause) =>
        new(operation, "Check the test's faults.", new TimeoutException(cause));

    // Every change of a status passes here, so the model cannot make a move that the table of moves does not have.
    private static void MoveNeedsLock(MemoryStep row, StepStatus to, long nowMs)
    {
        if (!StepTransitions.Exists(row.Status, to))
        {
            throw new InvalidOperationException($"A step cannot go from {row.Status} to {to}.");
        }

        row.Status = to;
        row.UpdatedMs = nowMs;
        row.EndedMs = to.IsEnded() ? nowMs : null;
        row.ReadyMs = to is StepStatus.Pending ? nowMs : row.ReadyMs;
        if (to is StepStatus.Pending or StepStatus.Scheduled)
        {
            row.ClaimedBy = null;
        }
    }

    private static void CloseAttemptNeedsLock(MemoryStep row, string outcome, string? error, long? endedMs)
    {
        row.Attempts.Add(new EndedAttempt(
            row.Attempt,
            row.ClaimEpoch,
            row.ClaimedBy?.PodId.Value,
            row.Plugin,
            row.PluginVersion,
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
