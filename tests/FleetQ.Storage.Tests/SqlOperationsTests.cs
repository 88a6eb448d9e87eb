using FleetQ.Engine.Storage;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests;

public sealed class SqlOperationsTests : ISqlSessions, ISqlFaults
{
    private readonly List<bool> returned = [];
    private int tries;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SqlFaultKind.NotExecuted, 3)]
    [InlineData(SqlFaultKind.Ambiguous, 3)]
    [InlineData(SqlFaultKind.Unavailable, 1)]
    public async Task What_is_safe_to_repeat_is_tried_again_unless_that_is_useless(SqlFaultKind kind, int expected)
    {
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => NewOperations().WriteAsync("recovery/record_pass", StoreChange.None, FailAsync(kind), Token));

        Assert.Equal(expected, tries);
        Assert.Equal("recovery/record_pass", exception.Operation);
        Assert.Contains("Do this.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SqlFaultKind.NotExecuted, 3)]
    [InlineData(SqlFaultKind.Ambiguous, 1)]
    public async Task What_must_happen_once_is_tried_again_only_when_it_did_not_happen(SqlFaultKind kind, int expected)
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => NewOperations().WriteOnceAsync(
                "completion/record_outcomes", StoreChange.None, FailAsync(kind), Token));

        Assert.Equal(expected, tries);
    }

    [Fact]
    public async Task A_beat_is_tried_once()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => NewOperations().BeatAsync("membership/beat_pod", FailAsync(SqlFaultKind.NotExecuted), Token));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_mistake_passes_as_it_is()
    {
        await Assert.ThrowsAsync<FaultException>(
            () => NewOperations().ReadAsync("reading/find_step", FailAsync(SqlFaultKind.Defect), Token));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_driver_that_cancels_by_itself_is_no_cancellation_of_the_caller()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => NewOperations().WriteAsync<int>(
            "claiming/claim_steps",
            StoreChange.None,
            (_, _) => throw new OperationCanceledException("The driver's retries are over."),
            Token));
    }

    [Fact]
    public async Task What_the_caller_cancels_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NewOperations().WriteAsync<int>(
            "claiming/claim_steps",
            StoreChange.None,
            async (_, token) =>
            {
                await cancelled.CancelAsync();
                throw new OperationCanceledException(token);
            },
            cancelled.Token));
    }

    [Fact]
    public async Task A_fault_that_passes_is_not_noticed_and_its_session_is_closed()
    {
        var answer = await NewOperations().ReadAsync(
            "reading/find_step",
            (_, _) => ++tries < 3 ? throw new FaultException(SqlFaultKind.Ambiguous) : Task.FromResult(42),
            Token);

        Assert.Equal(42, answer);
        Assert.Equal([false, false, true], returned);
    }

    public ValueTask<SqlSession> RentAsync(SqlUse use, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SqlSession(
            new SqliteConnection(), SqlCatalog.Of(typeof(SqlOperationsTests).Assembly), prepares: false));

    public ValueTask ReturnAsync(SqlUse use, SqlSession session, bool isSound)
    {
        returned.Add(isSound);
        return ValueTask.CompletedTask;
    }

    public SqlFault Classify(Exception exception) =>
        exception is FaultException fault ? new SqlFault(fault.Kind, "Do this.") : SqlFault.Defect;

    private SqlOperations NewOperations()
    {
        var options = new StoreRetryOptions
        {
            MaxAttempts = 3,
            BaseDelay = TimeSpan.FromMilliseconds(1),
            MaxDelay = TimeSpan.FromMilliseconds(2),
        };
        return new SqlOperations(
            this, this, options, TimeProvider.System, new Random(Seed: 1), NullLogger<SqlOperations>.Instance);
    }

    private Func<SqlSession, CancellationToken, Task<int>> FailAsync(SqlFaultKind kind) => (_, _) =>
    {
        tries++;
        throw new FaultException(kind);
    };

    private sealed class FaultException(SqlFaultKind kind) : Exception
    {
        public SqlFaultKind Kind => kind;
    }
}
