using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Recovery;

public sealed partial class RecoveryLoop
{
    [LoggerMessage(
        EventId = EventIds.RecoveryFailed,
        Message = "Recovery did not finish its pass; the next one does the rest.")]
    private partial void LogRecoveryFailed(LogLevel level, Exception failure);
}
