using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Completion;

public sealed partial class ProgressWriter
{
    [LoggerMessage(EventIds.ProgressFailed, LogLevel.Warning, "The progress of {Steps} steps was not stored.")]
    private partial void LogProgressFailed(Exception failure, int steps);
}
