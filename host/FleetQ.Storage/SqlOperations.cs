using FleetQ.Engine.Storage;
using FleetQ.Sdk;

using Microsoft.Extensions.Logging;

using Polly;
using Polly.Retry;

namespace FleetQ.Storage;

/// <summary>
/// Runs the store's operations: rents a session, waits out transient faults, and says it when the store does not
/// answer.
/// </summary>
public sealed partial class SqlOperations
{
    private readonly ISqlSessions sessions;
    private readonly ISqlFaults faults;
    private readonly ILogger logger;
    private readonly ResiliencePipeline repeatable;
    private readonly ResiliencePipeline unrepeatable;
    private readonly ResiliencePipeline beating;

    /// <summary>Runs operations on an engine's sessions.</summary>
    public SqlOperations(
        ISqlSessions sessions,
        ISqlFaults faults,
        StoreRetryOptions options,
        TimeProvider time,
        Random random,
        ILogger<SqlOperations> logger)
    {
        this.sessions = sessions;
        this.faults = faults;
        this.logger = logger;
        repeatable = BuildPipeline(options, time, random, [SqlFaultKind.NotExecuted, SqlFaultKind.Ambiguous]);
        unrepeatable = BuildPipeline(options, time, random, [SqlFaultKind.NotExecuted]);
        var beats = options with { MaxAttempts = options.BeatMaxAttempts };
        beating = BuildPipeline(beats, time, random, [SqlFaultKind.NotExecuted]);
    }

    /// <summary>
    /// Is told what each write that succeeded may mean to other pods; returns at once. Null: nobody is.
    /// </summary>
    public Action<StoreChange>? OnWritten { get; init; }

    /// <summary>Counts the statements; null where nobody does.</summary>
    public StatementMeter? Meter { get; init; }

    /// <summary>Is told what is given up and what is done. Null: nobody is.</summary>
    public StoreFaults? Faults { get; init; }

    /// <summary>Reads.</summary>
    public Task<T> ReadAsync<T>(
        string operation, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(repeatable, operation, SqlUse.Read, StoreChange.None, work, cancellationToken);

    /// <summary>Writes by one statement that is safe to repeat.</summary>
    public Task<T> WriteAsync<T>(
        string operation,
        StoreChange change,
        Func<SqlSession, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) =>
        RunAsync(repeatable, operation, SqlUse.Write, change, work, cancellationToken);

    /// <summary>Writes by one statement whose answer must be that of its first execution.</summary>
    public Task<T> WriteOnceAsync<T>(
        string operation,
        StoreChange change,
        Func<SqlSession, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) =>
        RunAsync(unrepeatable, operation, SqlUse.Write, change, work, cancellationToken);

    /// <summary>
    /// Writes by several statements in one transaction that is safe to repeat. It is committed unless
    /// <paramref name="work"/> rolled it back.
    /// </summary>
    public Task<T> TransactAsync<T>(
        string operation,
        StoreChange change,
        Func<SqlSession, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken) =>
        RunAsync(
            repeatable,
            operation,
            SqlUse.Write,
            change,
            (session, token) => TransactAsync(session, work, token),
            cancellationToken);

    /// <summary>Beats: mostly one try, since a late beat is worth less than the next one in time.</summary>
    public Task<T> BeatAsync<T>(
        string operation, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(beating, operation, SqlUse.Beat, StoreChange.None, work, cancellationToken);

    private static async Task<T> TransactAsync<T>(
        SqlSession session, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var answer = await work(session, cancellationToken);
        if (session.IsInTransaction)
        {
            await session.CommitAsync(cancellationToken);
        }

        return answer;
    }

    private async Task<T> RunAsync<T>(
        ResiliencePipeline pipeline,
        string operation,
        SqlUse use,
        StoreChange change,
        Func<SqlSession, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation, cancellationToken);
        try
        {
            var answer = await pipeline.ExecuteAsync(
                static async (context, state) =>
                    await state.Self.TryAsync(state.use, state.work, context.CancellationToken),
                context,
                (Self: this, use, work));
            Faults?.OnDone(operation);
            if (change is not StoreChange.None)
            {
                OnWritten?.Invoke(change);
            }

            return answer;
        }
        catch (Exception exception) when (Classify(exception) is { Kind: not SqlFaultKind.Defect } fault)
        {
            Faults?.OnFailed(operation, fault.Advice);
            throw new StoreUnavailableException(operation, fault.Advice, exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<T> TryAsync<T>(
        SqlUse use, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(use, work, cancellationToken);
        }
        catch (OperationCanceledException gaveUp) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody cancelled it: a driver ran out of patience. A loop would take it for its own end.
            throw new TimeoutException("The store's driver gave up before the store answered.", gaveUp);
        }
    }

    private async Task<T> RunOnceAsync<T>(
        SqlUse use, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var session = await sessions.RentAsync(use, cancellationToken);
        session.Meter = Meter;
        var isSound = false;
        try
        {
            var answer = await work(session, cancellationToken);
            isSound = true;
            return answer;
        }
        finally
        {
            await sessions.ReturnAsync(use, session, isSound);
        }
    }

    // Half of it was done: a fault that did nothing itself does not make the whole safe to try again.
    private SqlFault Classify(Exception exception) => exception is SqlHalfDoneException half
        ? new SqlFault(
            SqlFaultKind.Ambiguous, half.InnerException is { } cause ? faults.Classify(cause).Advice : "")
        : faults.Classify(exception);

    private ResiliencePipeline BuildPipeline(
        StoreRetryOptions options, TimeProvider time, Random random, SqlFaultKind[] retried)
    {
        if (options.MaxAttempts < 2)
        {
            return ResiliencePipeline.Empty;
        }

        var retry = new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxAttempts - 1,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is { } exception && retried.Contains(Classify(exception).Kind)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                DelayBefore(arguments.AttemptNumber + 1, options, random)),
            OnRetry = arguments =>
            {
                LogRetry(arguments);
                return ValueTask.CompletedTask;
            },
        };
        return new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(retry).Build();
    }

    private static TimeSpan DelayBefore(int retry, StoreRetryOptions options, Random random)
    {
        // A seeded Random is not thread-safe.
        lock (random)
        {
            return BackoffSchedule.DelayBefore(
                retry, BackoffStrategy.Exponential, options.BaseDelay, options.MaxDelay, BackoffJitter.Equal, random);
        }
    }

    private void LogRetry(OnRetryArguments<object> arguments)
    {
        if (arguments.Outcome.Exception is { } exception)
        {
            LogRetried(
                arguments.Context.OperationKey ?? "",
                arguments.AttemptNumber + 1,
                (long)arguments.RetryDelay.TotalMilliseconds,
                exception.GetType().Name,
                exception.Message);
        }
    }
}
