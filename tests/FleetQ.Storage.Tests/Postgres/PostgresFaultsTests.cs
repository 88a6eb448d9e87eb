using System.Net.Sockets;

using FleetQ.Storage.Postgres;

using Npgsql;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresFaultsTests
{
    [Theory]
    [InlineData("40001", SqlFaultKind.NotExecuted)]
    [InlineData("40P01", SqlFaultKind.NotExecuted)]
    [InlineData("55P03", SqlFaultKind.NotExecuted)]
    [InlineData("57014", SqlFaultKind.NotExecuted)]
    [InlineData("57P03", SqlFaultKind.NotExecuted)]
    [InlineData("53300", SqlFaultKind.NotExecuted)]
    [InlineData("53400", SqlFaultKind.NotExecuted)]
    [InlineData("0A000", SqlFaultKind.NotExecuted)]
    [InlineData("26000", SqlFaultKind.NotExecuted)]
    [InlineData("42P05", SqlFaultKind.NotExecuted)]
    [InlineData("57P01", SqlFaultKind.Ambiguous)]
    [InlineData("57P02", SqlFaultKind.Ambiguous)]
    [InlineData("57P04", SqlFaultKind.Ambiguous)]
    [InlineData("57P05", SqlFaultKind.Ambiguous)]
    [InlineData("57000", SqlFaultKind.Ambiguous)]
    [InlineData("08000", SqlFaultKind.Ambiguous)]
    [InlineData("08003", SqlFaultKind.Ambiguous)]
    [InlineData("08006", SqlFaultKind.Ambiguous)]
    [InlineData("08P01", SqlFaultKind.Ambiguous)]
    [InlineData("25006", SqlFaultKind.Unavailable)]
    [InlineData("53000", SqlFaultKind.Unavailable)]
    [InlineData("53100", SqlFaultKind.Unavailable)]
    [InlineData("53200", SqlFaultKind.Unavailable)]
    [InlineData("28P01", SqlFaultKind.Unavailable)]
    [InlineData("28000", SqlFaultKind.Unavailable)]
    [InlineData("3D000", SqlFaultKind.Unavailable)]
    [InlineData("3F000", SqlFaultKind.Unavailable)]
    [InlineData("42501", SqlFaultKind.Unavailable)]
    [InlineData("42P01", SqlFaultKind.Unavailable)]
    [InlineData("42703", SqlFaultKind.Unavailable)]
    [InlineData("58000", SqlFaultKind.Unavailable)]
    [InlineData("58030", SqlFaultKind.Unavailable)]
    [InlineData("XX001", SqlFaultKind.Unavailable)]
    [InlineData("XX002", SqlFaultKind.Unavailable)]
    [InlineData("22021", SqlFaultKind.Defect)]
    [InlineData("22P02", SqlFaultKind.Defect)]
    [InlineData("22P05", SqlFaultKind.Defect)]
    [InlineData("22001", SqlFaultKind.Defect)]
    [InlineData("22003", SqlFaultKind.Defect)]
    [InlineData("23502", SqlFaultKind.Defect)]
    [InlineData("23505", SqlFaultKind.Defect)]
    [InlineData("23514", SqlFaultKind.Defect)]
    [InlineData("42601", SqlFaultKind.Defect)]
    [InlineData("42883", SqlFaultKind.Defect)]
    [InlineData("54001", SqlFaultKind.Defect)]
    [InlineData("XX000", SqlFaultKind.Defect)]
    public void A_state_of_the_server_says_what_can_be_done(string state, SqlFaultKind kind)
    {
        var fault = Classify(new PostgresException("no", "ERROR", "ERROR", state));

        Assert.Equal(kind, fault.Kind);
        Assert.Equal(kind is SqlFaultKind.Defect, fault.Advice.Length == 0);
    }

    [Fact]
    public void A_connection_that_breaks_leaves_it_open_what_was_done() => Assert.Equal(
        SqlFaultKind.Ambiguous, Classify(new NpgsqlException("no", new IOException("reset"))).Kind);

    [Fact]
    public void An_answer_that_is_late_leaves_it_open_what_was_done() => Assert.Equal(
        SqlFaultKind.Ambiguous, Classify(new NpgsqlException("no", new TimeoutException())).Kind);

    [Fact]
    public void A_connection_that_was_never_made_did_nothing() => Assert.Equal(
        SqlFaultKind.NotExecuted,
        Classify(new PostgresUnreachableException(
            new NpgsqlException("no", new SocketException()), areSeveral: false)).Kind);

    [Fact]
    public void A_mistake_of_our_own_is_no_fault_of_the_store() =>
        Assert.Equal(SqlFaultKind.Defect, Classify(new InvalidOperationException()).Kind);

    private static SqlFault Classify(Exception exception) => new PostgresFaults().Classify(exception);
}
