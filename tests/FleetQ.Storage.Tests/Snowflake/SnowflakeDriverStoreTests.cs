using FleetQ.Engine.Model;
using FleetQ.Storage.Snowflake.Drivers;
using FleetQ.Storage.Tests.Conformance;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>The store over a driver from a folder, with the habits of Snowflake's own.</summary>
public sealed class SnowflakeDriverStoreTests : StoreConformance
{
    private static readonly string StandIn = Path.Combine(AppContext.BaseDirectory, "test-drivers", "snowflake");

    protected override IStoreFixture NewFixture() => SnowflakeEngine.NewFixture(
        static options => options with { Transport = SnowflakeTransport.Driver, DriverFolder = StandIn });

    [Fact]
    public async Task A_step_lives_its_life_over_a_driver_that_knows_upper_case_names_and_places_only()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod, NewStep() with { Tags = """["red"]""" });

        await RecordAsync(RetryIn(claim, TimeSpan.Zero));
        await Store.Claims.AdvanceDueAsync(10, Token);
        var again = Assert.Single(await ClaimAsync(pod));
        await RecordAsync(Completed(again));
        var beat = await Store.Pods.BeatAsync(pod, running: 1, Token);
        var found = await Store.Reading.SearchStepsAsync(new StepQuery { Limit = 10, Tag = "red" }, Token);

        Assert.Equal((2, 2L), (again.Attempt, again.Key.Epoch));
        Assert.True(beat.IsKnown);
        Assert.Equal(pod, Assert.Single(beat.Pods).Identity);
        Assert.Equal(StepStatus.Completed, Assert.Single(found).Status);
    }
}
