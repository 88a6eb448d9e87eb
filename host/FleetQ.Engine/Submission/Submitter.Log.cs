using FleetQ.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace FleetQ.Engine.Submission;

public sealed partial class Submitter
{
    [LoggerMessage(EventIds.StepsSubmitted, LogLevel.Debug, "Committed {Steps} new steps.")]
    private partial void LogStepsSubmitted(int steps);
}
