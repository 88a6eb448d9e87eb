using FleetQ.Storage.Postgres;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresConnectionsTests
{
    [Theory]
    [InlineData("Host=one,two;Database=fleetq", 1)]
    [InlineData("Host=one,two;Database=fleetq;Host Recheck Seconds=7", 7)]
    [InlineData("postgresql://one/fleetq", 1)]
    public void A_host_that_was_away_is_asked_again_after_a_second_unless_the_address_says_another_time(
        string text, int seconds)
    {
        var settings = PostgresConnections.SettingsOf(
            PostgresAddress.Parse(text), TimeSpan.FromSeconds(15), keepAliveSeconds: 0);

        Assert.Equal(seconds, settings.HostRecheckSeconds);
    }
}
