using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Membership;

internal sealed partial class Reconciler
{
    [LoggerMessage(
        EventIds.ClaimsReconciled,
        LogLevel.Information,
        "The pod reconciled its claims: {Lost} that it held are no longer its own, " +
        "{GivenBack} that it did not know are given back.")]
    private partial void LogClaimsReconciled(int lost, int givenBack);

    [LoggerMessage(
        EventIds.ReconcileFailed,
        LogLevel.Warning,
        "The pod could not compare its claims with the store; it tries again.")]
    private partial void LogReconcileFailed(Exception failure);
}
