using System.Text.Json;
using FleetQ.Host.Requests;

namespace FleetQ.Host.Tests.Requests;

public sealed class RequestHashTests
{
    private const string Body = """{"type":"echo","args":{"a":1,"b":[1,2]},"priority":5}""";

    [Theory]
    [InlineData("""{ "priority" : 5, "args": {"b":[1,2],"a":1}, "type":"echo" }""")]
    [InlineData("""{"type":"\u0065cho","args":{"a":1,"b":[1,2]},"priority":5}""")]
    [InlineData("""{"type":"echo","args":{"a":1,"b":[1,2]},"priority":5,"idempotency_key":"k"}""")]
    public void The_same_step_written_differently_has_the_same_hash(string body) =>
        Assert.Equal(HashOf(Body), HashOf(body));

    [Theory]
    [InlineData("""{"type":"echo","args":{"a":1,"b":[2,1]},"priority":5}""")]
    [InlineData("""{"type":"echo","args":{"a":1.0,"b":[1,2]},"priority":5}""")]
    [InlineData("""{"type":"echo","args":{"a":1,"b":[1,2]},"priority":6}""")]
    [InlineData("""{"type":"echo","args":{"a":1,"b":[1,2],"idempotency_key":"k"},"priority":5}""")]
    public void Another_step_has_another_hash(string body) => Assert.NotEqual(HashOf(Body), HashOf(body));

    private static string HashOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return RequestHash.Of(document.RootElement);
    }
}
