using FleetQ.Host.Security;
using FleetQ.Host.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace FleetQ.Host.Tests.Endpoints;

public sealed class ReferenceTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest host = shared.Host;

    [Fact]
    public async Task The_document_describes_every_address_with_a_schema_for_each_answer()
    {
        var document = (await host.GetAsync("/openapi.json")).Json;

        var described = document.GetProperty("paths").EnumerateObject().SelectMany(static path =>
            path.Value.EnumerateObject().Select(verb => $"{verb.Name.ToUpperInvariant()} {path.Name}"));
        var mapped = ((IEndpointRouteBuilder)host.Host.App).DataSources
            .SelectMany(static source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.RawText is { } path
                && !path.StartsWith("/docs", StringComparison.Ordinal) && path != "/openapi.json")
            .SelectMany(static endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(verb => $"{verb} {endpoint.RoutePattern.RawText}"));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject());
        Assert.All(operations, static operation =>
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.All(operation.Value.GetProperty("responses").EnumerateObject(), static response =>
                Assert.True(response.Value.TryGetProperty("content", out _), response.Name));
        });
    }

    [Fact]
    public async Task The_document_tells_the_parameters_that_are_read_by_hand()
    {
        var document = (await host.GetAsync("/openapi.json")).Json;

        var search = document.GetProperty("paths").GetProperty("/steps").GetProperty("get").GetProperty("parameters");
        string[] filters =
            ["status", "type", "tenant", "tag", "pod", "created_after", "created_before", "q", "limit", "cursor"];
        Assert.Equal(
            filters, search.EnumerateArray().Select(static parameter => parameter.GetProperty("name").GetString()));
        var step = document.GetProperty("components").GetProperty("schemas").GetProperty("StepResponse");
        Assert.Equal(
            "date-time", step.GetProperty("properties").GetProperty("created_ts").GetProperty("format").GetString());
    }

    [Fact]
    public async Task The_page_loads_nothing_from_another_site()
    {
        var page = await host.GetAsync("/docs/");
        var script = await host.GetAsync("/docs/scalar.js");

        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("://", page.Text, StringComparison.Ordinal);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal(200, script.Status);
    }

    [Fact]
    public async Task Every_answer_that_is_no_page_allows_nothing()
    {
        var answer = await host.GetAsync("/health");

        Assert.Equal(SecurityHeaders.NothingAllowed, answer.Headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }
}
