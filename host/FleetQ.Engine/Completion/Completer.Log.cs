using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Completion;

public sealed partial class Completer
{
    [LoggerMessage(
        EventIds.OutcomeAmbiguous,
        LogLevel.Warning,
        "The store gave no answer to {Outcomes} outcomes; they are read back and written again.")]
    private partial void LogOutcomeAmbiguous(Exception failure, int outcomes);
}
