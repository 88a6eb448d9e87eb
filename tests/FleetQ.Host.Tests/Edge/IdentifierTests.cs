using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>Ids, names and filters in addresses: what is none is not found, and none is ever a command.</summary>
public sealed class IdentifierTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest host = shared.Host;

    [Theory]
    [InlineData("none")]
    [InlineData("' or 1=1--")]
    [InlineData("%25")]
    [InlineData("%2e%2e%2f%2e%2e")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("%E2%80%AEevil")]
    [InlineData("a%0d%0ab")]
    [InlineData("a%09b")]
    [InlineData("%ff%fe")]
    [InlineData("a;b")]
    [InlineData("*")]
    [InlineData("0x41414141")]
    public async Task What_is_no_id_is_answered_like_an_id_that_nobody_has(string id)
    {
        foreach (var (method, path) in new[]
        {
            ("GET", "/status/{0}"), ("PATCH", "/steps/{0}"),
            ("POST", "/steps/{0}/cancel"), ("POST", "/steps/{0}/retry"),
        })
        {
            var answer = await host.SendAsync(
                new HttpMethod(method),
                path.Replace("{0}", id, StringComparison.Ordinal),
                method == "PATCH" ? """{"priority":1}""" : null);

            answer.AssertProblem(404, "not_found");
            EdgeOracle.Check(answer);
        }
    }

    // The last three lead to a plugin that is there, if they were taken for the way to it.
    [Theory]
    [InlineData("a-long-name")]
    [InlineData("%3Cb%3E")]
    [InlineData("FleetQ.Plugins.Echo%00")]
    [InlineData(".%2fFleetQ.Plugins.Echo")]
    [InlineData("..%2fplugins%2fFleetQ.Plugins.Echo")]
    public async Task A_plugin_is_named_and_never_a_path(string name)
    {
        var echo = await host.SendAsync(HttpMethod.Post, "/admin/plugins/FleetQ.Plugins.Echo/reload", body: null);
        var answer = await host.SendAsync(HttpMethod.Post, $"/admin/plugins/{name}/reload", body: null);

        Assert.NotEqual(404, echo.Status);
        Assert.InRange(answer.Status, 400, 404);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=1000000000", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=1.0", "limit")]
    [InlineData("limit=0x10", "limit")]
    [InlineData("limit=%D9%A1%D9%A2", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("LIMIT=1", "LIMIT")]
    [InlineData("days=999999", "days")]
    [InlineData("order_by=payload;drop", "order_by")]
    [InlineData("status=running", "status")]
    [InlineData("type=a%20b", "type")]
    [InlineData("cursor=%2B%2B%2B", "cursor")]
    [InlineData("cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "cursor")]
    [InlineData("created_after=yesterday", "created_after")]
    [InlineData("created_before=2026-01-01T23:59:60Z", "created_before")]
    [InlineData("tag=%00", "tag")]
    [InlineData("q=%0a", "q")]
    public async Task A_filter_that_is_not_right_is_named(string query, string field)
    {
        var answer = await host.GetAsync($"/steps?{query}");

        answer.AssertProblem(400, "validation_error");
        Assert.Contains(field, answer.Fields);
        EdgeOracle.Check(answer);
    }

    [Theory]
    [InlineData("wait=-1")]
    [InlineData("wait=61")]
    [InlineData("wait=NaN")]
    [InlineData("wait=1e9")]
    [InlineData("wait=Infinity")]
    [InlineData("wait=1,5")]
    public async Task A_wait_out_of_range_is_refused_at_once(string query)
    {
        var answer = await host.GetAsync($"/status/none?{query}");

        answer.AssertProblem(400, "validation_error");
    }

    [Fact]
    public async Task The_wildcards_of_SQL_are_letters_in_a_filter()
    {
        await using var own = await HostUnderTest.StartAsync();
        await own.SubmitAsync(
            """{"type":"edge.none","step_id":"plain","tags":["abc"],"tenant":"abc","args":{"a":"xyz"}}""");
        await own.SubmitAsync(
            """{"type":"edge.none","step_id":"wild","tags":["%"],"tenant":"a_c","args":{"a":"x%z_"}}""");

        foreach (var query in new[] { "tag=%25", "tenant=a_c", "q=x%25z", "q=z_", "q=%25" })
        {
            var found = (await own.GetAsync($"/steps?{query}")).Json.GetProperty("steps");

            var step = Assert.Single(found.EnumerateArray());
            Assert.Equal("wild", step.GetProperty("step_id").GetString());
        }

        foreach (var query in new[] { "q=x_z", "tag=___", "tenant=%25", "q='%20or%20'1'='1", "q=%5C" })
        {
            Assert.Empty((await own.GetAsync($"/steps?{query}")).Json.GetProperty("steps").EnumerateArray());
        }
    }
}
