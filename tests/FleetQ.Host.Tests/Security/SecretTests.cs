using FleetQ.Host.Settings;
using FleetQ.Host.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NLog.Targets;

namespace FleetQ.Host.Tests.Security;

public sealed class SecretTests
{
    private const string Secret = "s3cr3t-value";

    private static readonly string[] SecretNames =
        ["PASSWORD", "PASSPHRASE", "CONNECTION", "API_KEYS", "TOKEN", "SECRET"];

    [Fact]
    public async Task No_answer_and_no_line_of_the_log_holds_a_key_or_an_argument()
    {
        using var lines = new MemoryTarget("memory");
        await using var output = LogOutputs.Open(lines, LogFormat.Json, LogLevelWord.Debug);
        await using (var host = new HostUnderTest())
        {
            await host.RunAsync([("API_KEYS", $"me:admin:{Secret}")], output.Loggers);
            await host.SendAsync(
                HttpMethod.Post,
                "/submit",
                """{"type":"echo","args":{"card":"4111-1111"},"step_id":"one"}""",
                ("X-API-Key", Secret));
            foreach (var endpoint in ((IEndpointRouteBuilder)host.Host.App).DataSources
                .SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>())
            {
                var path = endpoint.RoutePattern.RawText!.Replace("{step_id}", "one", StringComparison.Ordinal);
                foreach (var key in new[] { Secret, Secret + "x" })
                {
                    var answer = await host.SendAsync(
                        HttpMethod.Get, path, body: null, ("X-API-Key", key), ("Accept", "application/json"));

                    Assert.DoesNotContain(Secret, answer.Text, StringComparison.Ordinal);
                }
            }
        }

        await output.DisposeAsync();
        Assert.NotEmpty(lines.Logs);
        Assert.DoesNotContain(lines.Logs, static line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Logs, static line => line.Contains("4111", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("API_KEYS", $"me:{Secret}")]
    [InlineData("API_KEYS", $"me:{Secret}:admin")]
    [InlineData("API_KEYS", $":admin:{Secret}")]
    [InlineData("POSTGRES", $"Host=h;Password={Secret};Bogus=1")]
    [InlineData("POSTGRES", $"postgres://u:{Secret}@h:bad/d")]
    [InlineData("SNOWFLAKE_CONNECTION", $"password={Secret};account")]
    public async Task What_is_wrong_with_a_secret_is_told_without_it(string name, string value)
    {
        await using var host = new HostUnderTest();

        var wrong = await Assert.ThrowsAnyAsync<Exception>(
            () => host.RunAsync([(name, value)], NullLoggerFactory.Instance));

        Assert.DoesNotContain(Secret, wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_do_not_tell_what_they_hold()
    {
        var settings = Load(("POSTGRES", $"Host=h;Username=u;Password={Secret};Database=d"));

        Assert.DoesNotContain(Secret, $"{settings}", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_that_sounds_like_a_secret_is_one()
    {
        var open = SettingsCatalog.All
            .Where(static setting => SecretNames.Any(name => setting.Name.Contains(name, StringComparison.Ordinal)))
            .Where(static setting => !setting.Name.EndsWith("_FILE", StringComparison.Ordinal) && !setting.IsSecret)
            .Select(static setting => setting.Name);

        Assert.Empty(open);
    }

    private static HostSettings Load(params (string Name, string Value)[] given) => SettingsLoader.Load(
        new SettingsSource(
            given.ToDictionary(static one => "FLEET_Q_" + one.Name, static one => (string?)one.Value),
            new ConfigurationBuilder().Build()),
        LogFormat.Console);
}
