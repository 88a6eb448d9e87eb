using System.Text.Json;
using FleetQ.Plugins.Echo;

namespace FleetQ.Plugins.Tests.Echo;

public sealed class EchoHandlerTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[1.50,1e3,-0.0,12345678901234567890.123],"text":"Zürich \u00fc \u2028 <&> \/ 💡"}""")]
    [InlineData("""{ "spaces" : "kept" ,  "same":1, "same":2 }""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task The_arguments_come_back_byte_for_byte(string args)
    {
        var result = await new EchoHandler().HandleAsync(
            HostJson.Read<JsonElement>(args), new FakeStepContext(), TestContext.Current.CancellationToken);

        Assert.Equal(args, HostJson.Write(result.Value!));
    }

    [Fact]
    public void A_result_that_was_written_can_be_read_again()
    {
        var read = HostJson.Read<Verbatim>("""{"a":1}""");

        Assert.Equal(1, read.Json.GetProperty("a").GetInt32());
    }
}
