using FleetQ.Engine.Model;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>Through the driver, a session can end while its connection looks open.</summary>
public sealed class SnowflakeDriverSessionsTests : StoreConformance
{
    [Fact]
    public async Task Sessions_that_the_service_ended_are_replaced_within_the_operation()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(NewStep());

        StandInDriver.EndSessions(((SnowflakeStoreFixture)Fixture).Connection);
        var claim = Assert.Single(await ClaimAsync(pod));
        StandInDriver.EndSessions(((SnowflakeStoreFixture)Fixture).Connection);
        var recorded = await RecordAsync(Completed(claim));
        StandInDriver.EndSessions(((SnowflakeStoreFixture)Fixture).Connection);
        var step = await ReadAsync(claim.Key.StepId);

        Assert.True(recorded);
        Assert.Equal(StepStatus.Completed, step.Status);
    }

    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture(StandInDriver.Use);
}
