using System.Text;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Errors;

public sealed class FuzzTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest host = shared.Host;

    public static TheoryData<string, string> Texts => new()
    {
        { "nothing", "" },
        { "white space", "  \r\n" },
        { "null", "null" },
        { "an array", "[]" },
        { "a string", "\"echo\"" },
        { "a trailing comma", """{"type":"echo",}""" },
        { "a comment", """{"type":"echo"/* no */}""" },
        { "text after the end", """{"type":"echo"}x""" },
        { "two objects", """{"type":"echo"}{"type":"echo"}""" },
        { "NaN", """{"type":"echo","priority":NaN}""" },
        { "a leading zero", """{"type":"echo","priority":05}""" },
        { "a truncated object", """{"type":"echo","args":{"a":1""" },
        { "single quotes", "{'type':'echo'}" },
        { "NUL in a value", """{"type":"echo","args":{"a":"\u0000"}}""" },
        { "NUL in a name", """{"type":"echo","args":{"a\u0000b":1}}""" },
        { "NUL in the type", """{"type":"ec\u0000ho"}""" },
        { "half a surrogate pair", """{"type":"echo","args":{"a":"\ud800"}}""" },
        { "half a pair in a name", """{"type":"echo","metadata":{"\udc00":1}}""" },
        { "a field twice", """{"type":"echo","type":"sleep"}""" },
        { "a field twice, once escaped", """{"type":"echo","args":{"a":1,"\u0061":2}}""" },
        { "a number of 65 digits", $$$"""{"type":"echo","args":{"n":{{{new string('9', 65)}}}}}""" },
        { "depth 33", Nest(32) },
        { "depth 100,000", Nest(100_000) },
    };

    public static TheoryData<string, byte[]> Bytes => new()
    {
        { "UTF-16", Encoding.Unicode.GetBytes("""{"type":"echo"}""") },
        { "invalid UTF-8", [.. "{\"type\":\"echo\",\"args\":{\"a\":\""u8, 0xFF, .. "\"}}"u8] },
        { "overlong UTF-8", [.. "{\"type\":\"echo\",\"args\":{\"a\":\""u8, 0xC0, 0x80, .. "\"}}"u8] },
        { "UTF-8 of a surrogate", [.. "{\"type\":\"echo\",\"args\":{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}}"u8] },
        { "a raw NUL", [.. "{\"type\":\"echo\",\"args\":{\"a\":\""u8, 0x00, .. "\"}}"u8] },
        { "a raw line feed in a string", [.. "{\"type\":\"echo\",\"args\":{\"a\":\""u8, 0x0A, .. "\"}}"u8] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_body_that_is_not_right_is_explained_and_stores_nothing(string name, string body)
    {
        Assert.NotEmpty(name);

        var answer = await host.PostAsync("/submit", body);
        var batch = await host.PostAsync("/submit/batch", $$"""{"steps":[{{body}}]}""");

        answer.AssertProblem(400, "validation_error");
        batch.AssertProblem(400, "validation_error");
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Theory]
    [MemberData(nameof(Bytes))]
    public async Task Bytes_that_are_no_JSON_text_are_explained_and_store_nothing(string name, byte[] body)
    {
        Assert.NotEmpty(name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/submit"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.Add("Content-Type", "application/json");

        var answer = await host.SendAsync(request);

        answer.AssertProblem(400, "validation_error");
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData(null, null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json", "gzip")]
    public async Task A_body_that_is_not_sent_as_JSON_is_refused(string? mediaType, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/submit"));
        request.Content = new ByteArrayContent("""{"type":"echo"}"""u8.ToArray());
        if (mediaType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        var answer = await host.SendAsync(request);

        answer.AssertProblem(415, "validation_error");
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Theory]
    [InlineData("PUT", "/submit", 405)]
    [InlineData("GET", "/submit", 405)]
    [InlineData("DELETE", "/status/x", 405)]
    [InlineData("TRACE", "/health", 405)]
    [InlineData("GET", "/nothing/here", 404)]
    [InlineData("GET", "/..%2f..%2fetc/passwd", 404)]
    [InlineData("GET", "/status/a%0d%0aX-Evil:1", 404)]
    public async Task What_is_not_there_is_explained(string method, string path, int status)
    {
        var answer = await host.SendAsync(new HttpMethod(method), path, body: null);

        answer.AssertProblem(status, status == 404 ? "not_found" : "validation_error");
        Assert.False(answer.Headers.ContainsKey("X-Evil"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_and_after_it_is_read()
    {
        using var declared = Request(new string(' ', 3 * 1024 * 1024), isChunked: false);
        using var chunked = Request(new string(' ', 3 * 1024 * 1024), isChunked: true);

        var first = await host.SendAsync(declared);
        var second = await host.SendAsync(chunked);

        first.AssertProblem(413, "validation_error");
        Assert.StartsWith("Step payload too large: ", first.Detail, StringComparison.Ordinal);
        second.AssertProblem(413, "validation_error");
    }

    [Fact]
    public async Task One_thousand_wrong_bodies_made_by_chance_are_all_explained()
    {
        var random = new Random(7);
        var right = Encoding.UTF8.GetBytes(
            """{"type":"echo","args":{"a":[1,2,{"b":"x\u0041"}]},"priority":5,"tags":["t"],"retry":{"base_ms":1}}""");
        for (var i = 0; i < 1_000; i++)
        {
            var body = Mutate(right, random);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/submit"));
            request.Content = new ByteArrayContent([.. "{\"nobody\":"u8, .. body, (byte)'}']);
            request.Content.Headers.Add("Content-Type", "application/json");

            var answer = await host.SendAsync(request);

            answer.AssertProblem(400, "validation_error");
        }

        Assert.Equal(0, await host.CountStepsAsync());
    }

    private HttpRequestMessage Request(string body, bool isChunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/submit"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        return request;
    }

    private static byte[] Mutate(byte[] right, Random random)
    {
        var body = right.ToArray();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return body[..random.Next(1, body.Length + 1)];
    }

    private static string Nest(int arrays) =>
        """{"type":"echo","args":{"a":""" + new string('[', arrays - 1) + new string(']', arrays - 1) + "}}";
}
