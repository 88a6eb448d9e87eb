using FleetQ.Engine.Storage;
using FleetQ.Storage.Stores;

namespace FleetQ.Storage;

/// <summary>The engine's ports on one SQL database. Disposing waits for what runs and closes it.</summary>
public abstract class SqlStore : IAsyncDisposable
{
    private readonly StatementMeter meter;

    /// <summary>Makes the ports.</summary>
    /// <param name="operations">Runs what the ports ask for.</param>
    /// <param name="meter">Counts the statements.</param>
    /// <param name="faults">Knows what is refused.</param>
    /// <param name="recovery">Runs recovery, where that has a session of its own; null: <paramref name="operations"/>.
    /// </param>
    protected SqlStore(
        SqlOperations operations, StatementMeter meter, StoreFaults faults, SqlOperations? recovery = null)
    {
        this.meter = meter;
        Faults = faults;
        Submission = new SubmissionStore(operations);
        Claims = new ClaimStore(operations);
        Completion = new CompletionStore(operations);
        Pods = new PodStore(operations);
        Recovery = new RecoveryStore(recovery ?? operations);
        Reading = new ReadStore(operations);
        Operating = new OperatorStore(operations);
    }

    /// <summary>Commits new steps.</summary>
    public ISubmissionStore Submission { get; }

    /// <summary>Gives steps to pods.</summary>
    public IClaimStore Claims { get; }

    /// <summary>Records outcomes.</summary>
    public ICompletionStore Completion { get; }

    /// <summary>Keeps the rows of pods.</summary>
    public IPodStore Pods { get; }

    /// <summary>Undoes the work of dead pods.</summary>
    public IRecoveryStore Recovery { get; }

    /// <summary>Reads for people.</summary>
    public IReadStore Reading { get; }

    /// <summary>Does what operators ask for.</summary>
    public IOperatorStore Operating { get; }

    /// <summary>Tells of changes by other pods, as far as the engine can.</summary>
    public abstract IStoreChanges Changes { get; }

    /// <summary>What the store refuses to do just now.</summary>
    public StoreFaults Faults { get; }

    /// <summary>Tells of the store, for people.</summary>
    public StoreReport Describe() => DescribeEngine(meter.Read());

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Tells of the engine, its version and its schema.</summary>
    /// <param name="statements">What the pod sent so far.</param>
    protected abstract StoreReport DescribeEngine(IReadOnlyList<StatementCount> statements);
}
