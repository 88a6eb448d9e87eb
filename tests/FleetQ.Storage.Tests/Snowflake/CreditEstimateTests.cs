using FleetQ.Storage.Snowflake;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class CreditEstimateTests
{
    [Theory]
    [InlineData(5, 0, 60, 24)]
    [InlineData(60, 0, 60, 24)]
    [InlineData(90, 0, 60, 16)]
    [InlineData(300, 0, 60, 4.8)]
    [InlineData(300, 10, 60, 5.6)]
    [InlineData(600, 0, 10, 2.4)]
    public void A_day_costs_the_share_of_time_that_the_warehouse_runs(
        double gap, double wave, double autoSuspend, double credits) =>
        Assert.Equal(
            credits,
            CreditEstimate.PerDay(
                TimeSpan.FromSeconds(gap), TimeSpan.FromSeconds(wave), TimeSpan.FromSeconds(autoSuspend), 1));
}
