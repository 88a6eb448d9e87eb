using System.Data.Common;
using FleetQ.Host.Settings;
using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;
using Microsoft.Extensions.Configuration;

namespace FleetQ.Host.Tests.Settings;

public sealed class SnowflakeSettingsTests
{
    private static readonly (string Name, string Value)[] Address =
    [
        ("FLEET_Q_SNOWFLAKE_ACCOUNT", "org-a"), ("FLEET_Q_SNOWFLAKE_USER", "fleetq"),
        ("FLEET_Q_SNOWFLAKE_DATABASE", "D"),
    ];

    [Fact]
    public void The_single_settings_make_one_connection_string()
    {
        var settings = Load(
        [
            .. Address, ("FLEET_Q_SNOWFLAKE_WAREHOUSE", "W"), ("FLEET_Q_SNOWFLAKE_ROLE", "R"),
            ("FLEET_Q_SNOWFLAKE_PRIVATE_KEY_FILE", "/k.p8"), ("FLEET_Q_SNOWFLAKE_TABLES", "hybrid"),
            ("FLEET_Q_SNOWFLAKE_TRANSPORT", "rest"),
        ]);

        var text = new DbConnectionStringBuilder { ConnectionString = settings.Snowflake!.Connection };
        Assert.Equal(StorageMode.Snowflake, settings.StorageMode);
        Assert.Equal(
            ("org-a", "fleetq", "D", "PUBLIC", "W", "R"),
            (text["account"], text["user"], text["db"], text["schema"], text["warehouse"], text["role"]));
        Assert.Equal(("snowflake_jwt", "/k.p8"), (text["authenticator"], text["private_key_file"]));
        Assert.Equal(
            (SnowflakeTables.Hybrid, SnowflakeTransport.Rest),
            (settings.Snowflake.Tables, settings.Snowflake.Transport));
    }

    [Theory]
    [InlineData(null, "password")]
    [InlineData("programmatic_access_token", "token")]
    [InlineData("OAuth", "token")]
    public void A_password_is_an_access_token_where_the_authenticator_says_so(string? authenticator, string part)
    {
        var settings = Load(
        [
            .. Address, ("FLEET_Q_SNOWFLAKE_PASSWORD", "secret"),
            ("FLEET_Q_SNOWFLAKE_AUTHENTICATOR", authenticator ?? ""),
        ]);

        var text = new DbConnectionStringBuilder { ConnectionString = settings.Snowflake!.Connection };
        Assert.Equal("secret", text[part]);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_snowflakes_own_tools_are_read_too()
    {
        var settings = Load(
            ("SNOWFLAKE_ACCOUNT", "org-a"), ("SNOWFLAKE_USER", "u"), ("SNOWFLAKE_DATABASE", "D"),
            ("SNOWFLAKE_TOKEN_FILE", "/t"));

        Assert.Contains("token_file_path=/t", settings.Snowflake!.Connection, StringComparison.Ordinal);
        Assert.Contains("authenticator=oauth", settings.Snowflake.Connection, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_told_by_name()
    {
        var problems = Refuse(("FLEET_Q_STORAGE_MODE", "snowflake"));

        Assert.Equal(3, problems.Count);
        Assert.Contains(
            "FLEET_Q_STORAGE_MODE is 'snowflake', but FLEET_Q_SNOWFLAKE_DATABASE is not set; set it, or the whole "
            + "FLEET_Q_SNOWFLAKE_CONNECTION.",
            problems);
    }

    [Fact]
    public void A_whole_address_and_a_part_of_one_are_one_too_many()
    {
        var problems = Refuse(
            ("FLEET_Q_SNOWFLAKE_CONNECTION", "account=a;db=D"), ("FLEET_Q_SNOWFLAKE_ROLE", "R"));

        Assert.Equal(
            ["FLEET_Q_SNOWFLAKE_CONNECTION and FLEET_Q_SNOWFLAKE_ROLE are both set; keep one of the two."], problems);
    }

    [Theory]
    [InlineData(null, null, 1_200, 300)]
    [InlineData("600", null, 2_400, 600)]
    [InlineData(null, "1000", 1_000, 250)]
    [InlineData(null, "60", 60, null)]
    [InlineData("30", null, 120, null)]
    public void An_idle_fleet_looks_as_seldom_as_the_threshold_lets_it(
        string? idleInterval, string? threshold, int expectedThreshold, int? expectedInterval)
    {
        var settings = Load(
        [
            .. Address, ("FLEET_Q_SNOWFLAKE_IDLE_INTERVAL", idleInterval ?? ""),
            ("FLEET_Q_DEAD_POD_THRESHOLD", threshold ?? ""),
        ]);

        var interval = SnowflakeReading.IdleIntervalOf(settings.Snowflake!, settings.DeadPodThreshold);
        Assert.Equal(TimeSpan.FromSeconds(expectedThreshold), settings.DeadPodThreshold);
        Assert.Equal(expectedInterval, interval?.TotalSeconds);
        Assert.Equal(interval, settings.ToSnowflakeOptions().IdleInterval);
    }

    private static IReadOnlyList<string> Refuse(params (string Name, string Value)[] given) =>
        Assert.Throws<SettingsException>(() => Load(given)).Problems;

    private static HostSettings Load(params (string Name, string Value)[] given)
    {
        var environment = given.Select(static pair => KeyValuePair.Create(pair.Name, (string?)pair.Value));
        return SettingsLoader.Load(
            new SettingsSource(environment, new ConfigurationBuilder().Build()), LogFormat.Console);
    }
}
