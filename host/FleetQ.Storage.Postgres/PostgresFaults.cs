using System.Security.Authentication;

using Npgsql;

namespace FleetQ.Storage.Postgres;

/// <summary>Tells what the server's and the driver's errors mean.</summary>
/// <remarks>
/// The server undoes a statement that it reports an error for, so an error that names its cause says that nothing was
/// done. What ends the connection instead may come after the commit: then nobody knows.
/// </remarks>
internal sealed class PostgresFaults : ISqlFaults
{
    private static readonly SqlFault Unreached = new(
        SqlFaultKind.NotExecuted,
        $"Check that the server runs and that {PostgresAddress.Setting} names its host and port.");

    private static readonly SqlFault NoWriter = new(
        SqlFaultKind.NotExecuted,
        $"None of the hosts that {PostgresAddress.Setting} names takes writes: check that they run, and that one is "
        + "the primary.");

    private static readonly SqlFault BrokenOff = new(
        SqlFaultKind.Ambiguous, "The connection broke: check the server's log, and the network to it.");

    /// <inheritdoc/>
    public SqlFault Classify(Exception exception) => exception switch
    {
        PostgresUnreachableException unreachable => unreachable.AreSeveral ? NoWriter : Unreached,
        PostgresException answer => PostgresStates.Judge(answer.SqlState),
        NpgsqlException { InnerException: PostgresException answer } => PostgresStates.Judge(answer.SqlState),
        // Of several hosts, one that refuses says more than one that is away.
        NpgsqlException { InnerException: AggregateException several }
            when several.InnerExceptions.OfType<PostgresException>().FirstOrDefault() is { } answer =>
            PostgresStates.Judge(answer.SqlState),
        NpgsqlException { InnerException: AuthenticationException } => new SqlFault(
            SqlFaultKind.Unavailable,
            "The server's certificate is not trusted: name its root in "
            + $"{PostgresAddress.Setting} (Root Certificate=…)."),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new SqlFault(
            SqlFaultKind.Ambiguous,
            "The server did not answer in time: look for locks, a full disk or too much load."),
        NpgsqlException { InnerException: not null } => BrokenOff,
        NpgsqlException { IsTransient: true } => BrokenOff,
        // The driver's own refusals, such as a password that the server wants and nobody gave.
        NpgsqlException => new SqlFault(
            SqlFaultKind.Unavailable, $"Check user, password and SSL Mode in {PostgresAddress.Setting}."),
        _ => SqlFault.Defect,
    };
}
