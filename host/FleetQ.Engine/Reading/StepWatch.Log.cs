using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Reading;

public sealed partial class StepWatch
{
    [LoggerMessage(
        EventIds.StepWatchFailed,
        LogLevel.Warning,
        "The look for {Steps} awaited steps had no answer; the pod looks again.")]
    private partial void LogStepWatchFailed(Exception failure, int steps);
}
