using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake;

internal sealed partial class SnowflakeCost
{
    [LoggerMessage(
        StorageEventIds.CostExpected,
        LogLevel.Information,
        "An idle fleet looks every {idle_interval_seconds} s and lets the warehouse suspend between: about "
            + "{credits_per_day} credits a day.",
        EventName = nameof(StorageEventIds.CostExpected))]
    private partial void LogIdleCost(double idle_interval_seconds, double credits_per_day);

    [LoggerMessage(
        StorageEventIds.AlwaysAwake,
        LogLevel.Warning,
        "The warehouse will never suspend, because beats and looks follow each other too closely: about "
            + "{credits_per_day} credits a day, also when nothing is submitted. To let it, set "
            + "FLEET_Q_DEAD_POD_THRESHOLD to at least four times FLEET_Q_SNOWFLAKE_IDLE_INTERVAL, and that to several "
            + "times FLEET_Q_SNOWFLAKE_AUTO_SUSPEND.",
        EventName = nameof(StorageEventIds.AlwaysAwake))]
    private partial void LogAlwaysAwake(double credits_per_day);
}
