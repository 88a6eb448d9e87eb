using FleetQ.Engine.Loops;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake;

/// <summary>Says what an idle fleet costs, and what decides it.</summary>
internal sealed partial class SnowflakeCost(SnowflakeStoreOptions options, ILogger<SnowflakeCost> logger)
{
    private readonly ILogger logger = logger;

    /// <summary>The credits of a day in which nothing is submitted.</summary>
    public double ExpectedCreditsPerDay { get; } = CreditEstimate.PerDay(
        options.IdleInterval ?? options.BusyInterval,
        options.IdleInterval is { } interval ? new IdleWave(interval).Spread : TimeSpan.Zero,
        options.AutoSuspend,
        options.CreditsPerHour);

    /// <summary>Logs it.</summary>
    public void Tell()
    {
        if (options.IdleInterval is { } interval)
        {
            LogIdleCost(interval.TotalSeconds, ExpectedCreditsPerDay);
        }
        else
        {
            LogAlwaysAwake(ExpectedCreditsPerDay);
        }
    }
}
