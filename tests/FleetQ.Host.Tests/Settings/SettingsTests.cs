using System.Globalization;
using FleetQ.Host.Settings;
using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;

namespace FleetQ.Host.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Nothing_set_gives_the_defaults_of_the_contract()
    {
        var settings = Load();

        Assert.Equal("data/fleetq.db", settings.SqliteDbPath);
        Assert.Null(settings.PodId);
        Assert.Equal(10, settings.MaxParallelism);
        Assert.Equal(0.8, settings.CapacityThreshold);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.ClaimInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.RecoveryInterval);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.DeadPodThreshold);
        Assert.Equal(3, settings.MaxRetries);
        Assert.Equal(BackoffStrategy.Exponential, settings.DefaultRetry.Strategy);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.DefaultRetry.BaseDelay);
        Assert.Equal(TimeSpan.FromSeconds(300), settings.DefaultRetry.MaxDelay);
        Assert.True(settings.DefaultRetry.Jitter);
        Assert.Equal(
            new StoreBackoff(5, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5)), settings.StoreBackoff);
        Assert.Equal(("127.0.0.1", 8000), (settings.ApiHost, settings.ApiPort));
        Assert.Null(settings.QueueSizeMax);
        Assert.Equal(TimeSpan.FromDays(7), settings.Retention.Completed);
        Assert.Equal(TimeSpan.FromDays(30), settings.Retention.Failed);
        Assert.Equal(TimeSpan.FromDays(1), settings.Retention.Cancelled);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.ShutdownTimeout);
        Assert.Equal(LogLevelWord.Info, settings.LogLevel);
    }

    [Fact]
    public void All_problems_are_told_at_once_by_name_and_value()
    {
        var problems = Refuse(
            ("FLEET_Q_MAX_PARALLELISM", "many"),
            ("FLEET_Q_API_PORT", "70000"),
            ("FLEET_Q_HEARTBEAT_INTERVAL", "45"),
            ("FLEET_Q_RETRY_MAX_DELAY_MS", "1000"),
            ("FLEET_Q_LOG_LEVEL", "loud"),
            ("FLEET_Q_CLAIM_INTERVALL", "3"),
            ("FLEET_Q_RATE_LIMIT", "5"),
            ("FLEET_Q_STORAGE_MODE", "oracle"));

        Assert.Contains("FLEET_Q_MAX_PARALLELISM is 'many'; it must be a whole number from 1 to 10000.", problems);
        Assert.Contains("FLEET_Q_API_PORT is '70000'; it must be a whole number from 1 to 65535.", problems);
        Assert.Contains(
            "FLEET_Q_HEARTBEAT_INTERVAL is 45 s; FLEET_Q_DEAD_POD_THRESHOLD, which is 60 s, must be at least 2x, so "
            + "that a pod can miss a beat and keep its steps.",
            problems);
        Assert.Contains(
            "FLEET_Q_RETRY_MAX_DELAY_MS is 1000 ms; it must be greater than FLEET_Q_RETRY_BASE_DELAY_MS, which is 1000 "
            + "ms.",
            problems);
        Assert.Contains(
            "FLEET_Q_LOG_LEVEL is 'loud'; it must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL.", problems);
        Assert.Contains("FLEET_Q_CLAIM_INTERVALL is no setting. Did you mean FLEET_Q_CLAIM_INTERVAL?", problems);
        Assert.Contains("FLEET_Q_RATE_LIMIT is set, but it is not in this version of FleetQ; remove it.", problems);
        Assert.Contains(
            "FLEET_Q_STORAGE_MODE is 'oracle'; it must be one of sqlite, postgres, snowflake.", problems);
        Assert.Equal(8, problems.Count);
    }

    [Theory]
    [InlineData("HEARTBEAT_INTERVAL", "0.25", 0.25)]
    [InlineData("HEARTBEAT_INTERVAL_SECONDS", "2", 2)]
    public void A_duration_is_seconds_with_decimals_under_either_name(string name, string value, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Load(("FLEET_Q_" + name, value)).HeartbeatInterval);
    }

    [Fact]
    public void One_duration_under_both_names_must_have_one_value()
    {
        var problem = Assert.Single(Refuse(
            ("FLEET_Q_CLAIM_INTERVAL", "1"), ("FLEET_Q_CLAIM_INTERVAL_SECONDS", "2")));

        Assert.Equal(
            "FLEET_Q_CLAIM_INTERVAL and FLEET_Q_CLAIM_INTERVAL_SECONDS are one setting with two values; keep one.",
            problem);
    }

    [Theory]
    [InlineData("12h", 43_200)]
    [InlineData("30m", 1_800)]
    [InlineData("1.5d", 129_600)]
    [InlineData("null", null)]
    public void A_retention_is_an_age_or_null_for_ever(string value, int? seconds)
    {
        var kept = Load(("FLEET_Q_RETENTION_FAILED", value)).Retention.Failed;

        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, kept);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-1d")]
    [InlineData("7 weeks")]
    [InlineData("1e9d")]
    public void A_retention_that_is_no_age_is_refused(string value) =>
        Assert.Single(Refuse(("FLEET_Q_RETENTION_COMPLETED", value)));

    [Fact]
    public void PORT_is_read_where_the_own_variable_is_not_set()
    {
        Assert.Equal(9_001, Load(("PORT", "9001")).ApiPort);
        Assert.Equal(9_002, Load(("PORT", "9001"), ("FLEET_Q_API_PORT", "9002")).ApiPort);
        Assert.Equal("PORT is 'x'; it must be a whole number from 1 to 65535.", Assert.Single(Refuse(("PORT", "x"))));
    }

    [Theory]
    [InlineData("FleetQ:MaxParallelism")]
    [InlineData("FleetQ:MAX_PARALLELISM")]
    [InlineData("FleetQ:max_parallelism")]
    public void The_settings_file_has_the_same_names_and_a_variable_wins(string key)
    {
        var file = new Dictionary<string, string?> { [key] = "3" };

        Assert.Equal(3, Load(file).MaxParallelism);
        Assert.Equal(4, Load(file, ("FLEET_Q_MAX_PARALLELISM", "4")).MaxParallelism);
    }

    [Fact]
    public void A_name_in_the_file_that_no_setting_has_is_refused()
    {
        var file = new Dictionary<string, string?> { ["FleetQ:MaxParalelism"] = "3" };

        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Load(file)).Problems);

        Assert.StartsWith("FleetQ:MaxParalelism is no setting.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_value_counts_as_not_set_and_plugins_own_settings_are_theirs()
    {
        var settings = Load(("FLEET_Q_POSTGRES", ""), ("FLEET_Q_MAX_RETRIES", " "), ("FLEET_Q_PLUGIN_CSV__ROOT", "x"));

        Assert.Equal(3, settings.MaxRetries);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("::")]
    public void An_address_that_others_reach_needs_keys_or_a_word_that_it_does_not(string host)
    {
        var problem = Assert.Single(Refuse(("FLEET_Q_API_HOST", host)));

        Assert.Contains("FLEET_Q_API_KEYS", problem, StringComparison.Ordinal);
        Assert.Contains("FLEET_Q_AUTH=none", problem, StringComparison.Ordinal);
        Assert.Equal(host, Load(("FLEET_Q_API_HOST", host), ("FLEET_Q_AUTH", "none")).ApiHost);
        Assert.Equal(host, Load(("FLEET_Q_API_HOST", host), ("FLEET_Q_API_KEYS", "me:admin:k")).ApiHost);
    }

    [Fact]
    public void A_key_that_is_not_well_formed_is_told_without_showing_it()
    {
        var problems = Refuse(("FLEET_Q_API_KEYS", "me:root:s3cret-one, s3cret-two"));

        Assert.Equal(2, problems.Count);
        Assert.All(problems, static problem =>
            Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_is_read_the_same_way_in_every_language()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(0.5, Load(("FLEET_Q_CAPACITY_THRESHOLD", "0.5")).CapacityThreshold);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IReadOnlyList<string> Refuse(params (string Name, string Value)[] given) =>
        Assert.Throws<SettingsException>(() => Load(given)).Problems;

    private static HostSettings Load(params (string Name, string Value)[] given) => Load([], given);

    private static HostSettings Load(
        Dictionary<string, string?> file, params (string Name, string Value)[] given)
    {
        var environment = given.Select(static pair => KeyValuePair.Create(pair.Name, (string?)pair.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(file).Build();
        return SettingsLoader.Load(new SettingsSource(environment, configuration), LogFormat.Console);
    }
}
