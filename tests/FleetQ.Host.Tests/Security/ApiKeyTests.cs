using FleetQ.Host.Security;
using FleetQ.Host.Tests.Support;
using FleetQ.TestKit;

namespace FleetQ.Host.Tests.Security;

public sealed class ApiKeyTests(KeyedHost keyed) : IClassFixture<KeyedHost>
{
    private static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("X-API-Key", "")]
    [InlineData("X-API-Key", "nobody-has-this")]
    [InlineData("X-API-Key", "k-admi")]
    [InlineData("X-API-Key", "k-admin1")]
    [InlineData("X-API-Key", "a:admin:k-admin")]
    [InlineData("Authorization", "Bearer k-admin1")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Basic bWU6ay1hZG1pbg==")]
    [InlineData("Cookie", "X-API-Key=k-admin")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    public async Task All_that_is_no_key_is_answered_alike(string header, string value)
    {
        var none = await keyed.Host.GetAsync("/admin/pods");
        var wrong = await keyed.Host.SendAsync(HttpMethod.Get, "/admin/pods", body: null, (header, value));

        wrong.AssertProblem(401, "permission_denied");
        Assert.Equal(none.Detail, wrong.Detail);
        Assert.Equal(none.Headers.Keys.Order(StringComparer.Ordinal), wrong.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1_024, 200)]
    [InlineData(1_025, 401)]
    public async Task A_key_is_looked_at_up_to_its_limit(int length, int status)
    {
        var key = new string('k', Math.Min(length, ApiKey.LengthMax));
        await using var host = await HostUnderTest.StartAsync(("API_KEYS", $"me:admin:{key}"));

        var answer = await host.SendAsync(
            HttpMethod.Get, "/admin/pods", body: null, ("X-API-Key", new string('k', length)));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_key_that_is_taken_out_of_the_file_stops_when_the_file_is_read_next()
    {
        Assert.InRange(ApiKeyFile.Interval, TimeSpan.Zero, RevokedWithin / 2);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "one:viewer:first-key\ntwo:viewer:second-key\n", Token);
        await using var host = await HostUnderTest.StartAsync(("API_KEYS_FILE", file));
        Assert.Equal(200, await AskAsync(host, "first-key"));

        await KeyFile.ReplaceAsync(file, "two:viewer:second-key\n", Token);
        await Eventually.HoldsAsync(
            "the key is refused",
            Eventually.Patience,
            async () => await AskAsync(host, "first-key") == 401,
            Token);

        Assert.Equal(200, await AskAsync(host, "second-key"));
        File.Delete(file);
    }

    [Fact]
    public void A_key_is_kept_as_its_sum_only()
    {
        var (keys, _) = ApiKeyText.Read("me:admin:s3cr3t-key");

        Assert.DoesNotContain("s3cr3t", keys[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(32, keys[0].Hash.Length);
    }

    private static async Task<int> AskAsync(HostUnderTest host, string key) =>
        (await host.SendAsync(HttpMethod.Get, "/admin/pods", body: null, ("X-API-Key", key))).Status;
}
