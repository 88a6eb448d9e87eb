using System.Data.Common;
using System.Net.Sockets;

using FleetQ.Storage.Snowflake.Rest;

namespace FleetQ.Storage.Snowflake;

/// <summary>Tells what the service's and the transports' errors mean.</summary>
/// <remarks>
/// The service undoes a statement that it reports an error for. A broken connection, a cancellation and a statement's
/// time limit leave it open whether the statement was run: then nobody knows.
/// </remarks>
internal sealed class SnowflakeFaults : ISqlFaults
{
    private static readonly SqlFault BrokenOff = new(
        SqlFaultKind.Ambiguous, "The connection broke: check the network to the account, and the service's status.");

    private static readonly SqlFault Unreached = new(
        SqlFaultKind.NotExecuted,
        $"Check the network, and that {SnowflakeAddress.Settings}ACCOUNT is the account's name.");

    /// <inheritdoc/>
    public SqlFault Classify(Exception exception) => exception switch
    {
        SnowflakeUnreachableException => Unreached,
        SqlApiException answer => Classify(answer),
        DbException driver => SnowflakeErrors.Find(NumberIn(driver)) ?? ClassifyUnknown(driver),
        TimeoutException or HttpRequestException or SocketException or IOException => BrokenOff,
        _ => SqlFault.Defect,
    };

    private static SqlFault Classify(SqlApiException answer) => answer.Effect switch
    {
        // What the transport knows of the statement's effect is sharper than what the number says.
        SqlApiEffect.None => SnowflakeErrors.Find(answer.ErrorCode) switch
        {
            { Kind: SqlFaultKind.Ambiguous } fault => fault with { Kind = SqlFaultKind.NotExecuted },
            { } fault => fault,
            null when answer.InnerException is not null => Unreached,
            null => SqlFault.Defect,
        },
        _ => new SqlFault(
            SqlFaultKind.Ambiguous, SnowflakeErrors.Find(answer.ErrorCode)?.Advice ?? BrokenOff.Advice),
    };

    // The driver wraps what the service said of a sign-in into errors of its own.
    private static int NumberIn(DbException exception)
    {
        var number = exception.ErrorCode;
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            var inner = cause is DbException database ? database.ErrorCode : 0;
            number = SnowflakeErrors.Find(inner) is null ? number : inner;
        }

        return number;
    }

    private static SqlFault ClassifyUnknown(DbException exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException or SocketException or IOException or OperationCanceledException)
            {
                return BrokenOff;
            }
        }

        return SqlFault.Defect;
    }
}
