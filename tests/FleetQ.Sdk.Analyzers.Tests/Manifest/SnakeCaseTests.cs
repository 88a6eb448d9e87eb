using System.Text.Json;
using FleetQ.Sdk.Analyzers.Json;

namespace FleetQ.Sdk.Analyzers.Tests.Manifest;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("Path")]
    [InlineData("InputFile")]
    [InlineData("HTTPServer")]
    [InlineData("UserID")]
    [InlineData("Line2Text")]
    [InlineData("Version1_2Name")]
    [InlineData("_hidden")]
    [InlineData("already_snake")]
    [InlineData("ÄpfelUndÖl")]
    [InlineData("X")]
    public void A_name_is_written_as_the_host_writes_it(string name)
    {
        Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), SnakeCase.Of(name));
    }
}
