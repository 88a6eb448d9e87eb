using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FleetQ.Plugins.Http;
using FleetQ.Plugins.Http.Network;
using FleetQ.Sdk;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Plugins.Tests.Http;

public sealed class HttpRequestHandlerTests
{
    [Fact]
    public async Task A_get_brings_back_status_headers_and_body()
    {
        await using var server = new TinyServer(
            _ => TinyServer.Response(200, "grüezi", "Content-Type: text/plain; charset=utf-8", "X-A: 1", "X-A: 2"));

        var result = await HttpStep.CompleteAsync(new(null, server["/a?b=c"]));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("GET", "/a?b=c"), (request.Method, request.Path));
        Assert.Null(request.Header("Idempotency-Key"));
        Assert.Equal((200, "grüezi", "text"), (result.Status, result.Body, result.BodyEncoding));
        Assert.False(result.BodyTruncated);
        Assert.Equal("1, 2", result.Headers["x-a"]);
        Assert.Equal("text/plain; charset=utf-8", result.Headers["content-type"]);
    }

    [Fact]
    public async Task A_step_is_read_and_written_in_snake_case()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(201, "{}"));
        var args = HostJson.Read<HttpRequestArgs>(
            $$"""
            {"method":"put","url":"{{server["/x"]}}","headers":{"X-Key":"k"},"body":{"a": 1.50},"expect":[201],
             "timeout_ms":5000,"idempotency_header":"X-Once"}
            """);

        var json = HostJson.WriteElement(await HttpStep.CompleteAsync(args));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("PUT", """{"a": 1.50}"""), (request.Method, request.Body));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(("k", "step_1-key"), (request.Header("X-Key"), request.Header("X-Once")));
        Assert.Equal("{}", json.GetProperty("body").GetString());
        Assert.False(json.GetProperty("body_truncated").GetBoolean());
        Assert.True(json.GetProperty("elapsed_ms").GetInt64() >= 0);
    }

    [Theory]
    [InlineData("POST", null, "step_1-key")]
    [InlineData("DELETE", null, "step_1-key")]
    [InlineData("POST", "", null)]
    [InlineData("HEAD", null, null)]
    public async Task A_request_that_changes_something_carries_the_idempotency_key(
        string method, string? header, string? key)
    {
        await using var server = new TinyServer(_ => TinyServer.Response(200));

        await HttpStep.CompleteAsync(new(method, server["/"], IdempotencyHeader: header));

        Assert.Equal(key, Assert.Single(server.Requests).Header("Idempotency-Key"));
    }

    [Fact]
    public async Task A_header_of_the_step_wins_over_the_idempotency_key()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(200));
        var headers = new Dictionary<string, string> { ["idempotency-key"] = "mine", ["Content-Type"] = "text/csv" };

        await HttpStep.CompleteAsync(
            new("POST", server["/"], headers, JsonSerializer.SerializeToElement("a,b")));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("mine", "a,b"), (request.Header("Idempotency-Key"), request.Body));
        Assert.Equal("text/csv", request.Header("Content-Type"));
    }

    [Theory]
    [InlineData("""[404]""", 404)]
    [InlineData("""["2xx","404-410"]""", 410)]
    [InlineData("""500""", 500)]
    [InlineData(""" "3xx" """, 302)]
    public async Task An_expected_code_completes_the_step(string expect, int status)
    {
        await using var server = new TinyServer(_ => TinyServer.Response(status, "", "Location: /elsewhere"));

        var result = await HttpStep.CompleteAsync(new(null, server["/"], Expect: HostJson.Read<JsonElement>(expect)));

        Assert.Equal(status, result.Status);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400, StepResultKind.Failed)]
    [InlineData(404, StepResultKind.Failed)]
    [InlineData(304, StepResultKind.Failed)]
    [InlineData(408, StepResultKind.Retry)]
    [InlineData(429, StepResultKind.Retry)]
    [InlineData(500, StepResultKind.Retry)]
    [InlineData(503, StepResultKind.Retry)]
    public async Task An_unexpected_code_is_retried_only_when_it_may_pass(int status, StepResultKind kind)
    {
        await using var server = new TinyServer(_ => TinyServer.Response(status));

        var end = await HttpStep.EndAsync(new(null, server["/a?secret=1"]));

        Assert.Equal((kind, null), (end.Kind, end.Delay));
        Assert.Equal($"{server["/a"]} answered {status}; expected was 2xx.", end.Reason);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: Sat, 01 Jan 2000 00:01:00 GMT", 60)]
    [InlineData("Retry-After: Fri, 31 Dec 1999 00:00:00 GMT", 0)]
    [InlineData("Retry-After: 999999", 86_400)]
    public async Task The_answer_says_when_to_come_back(string header, int seconds)
    {
        await using var server = new TinyServer(_ => TinyServer.Response(503, "", header));

        // The fake clock starts with the year 2000.
        var end = await HttpStep.EndAsync(new(null, server["/"]), time: new FakeTimeProvider());

        Assert.Equal((StepResultKind.Retry, TimeSpan.FromSeconds(seconds)), (end.Kind, end.Delay));
    }

    [Fact]
    public async Task A_long_body_is_cut()
    {
        await using var server = new TinyServer(
            _ => TinyServer.Response(200, "x" + string.Concat(Enumerable.Repeat("ü", 200_000))));

        var result = await HttpStep.CompleteAsync(new(null, server["/"]));

        Assert.True(result.BodyTruncated);
        Assert.Equal("x" + new string('ü', 131_071), result.Body);
    }

    [Fact]
    public async Task A_body_that_json_spells_at_length_still_fits_a_result()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(200, new string('<', 262_144)));

        var result = await HttpStep.CompleteAsync(new(null, server["/"]));

        Assert.True(result.BodyTruncated);
        Assert.InRange(HostJson.Write(result).Length, 700_000, 1_048_576);
    }

    [Fact]
    public async Task A_body_that_is_not_text_comes_in_base64()
    {
        byte[] image = [0xFF, 0xD8, 0x00, 0xC3, 0x28];
        await using var server = new TinyServer(_ => TinyServer.Response(200, image, "Content-Type: image/jpeg"));

        var result = await HttpStep.CompleteAsync(new(null, server["/"]));

        Assert.Equal(("base64", Convert.ToBase64String(image)), (result.BodyEncoding, result.Body));
    }

    [Fact]
    public async Task A_charset_is_honoured()
    {
        var body = Encoding.Latin1.GetBytes("grün");
        await using var server = new TinyServer(
            _ => TinyServer.Response(200, body, "Content-Type: text/plain; charset=\"iso-8859-1\""));

        Assert.Equal("grün", (await HttpStep.CompleteAsync(new(null, server["/"]))).Body);
    }

    [Fact]
    public async Task A_compressed_body_is_unpacked_no_further_than_the_cap()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var bytes = new byte[64 * 1024 * 1024];
            Array.Fill(bytes, (byte)'a');
            await gzip.WriteAsync(bytes, TestContext.Current.CancellationToken);
        }

        await using var server = new TinyServer(
            _ => TinyServer.Response(200, packed.ToArray(), "Content-Encoding: gzip"));

        var result = await HttpStep.CompleteAsync(new(null, server["/"]));

        Assert.Equal((CappedBody.BytesMax, true), (result.Body.Length, result.BodyTruncated));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_tried_again()
    {
        await using var server = new TinyServer(_ => null);
        var time = new FakeTimeProvider();
        var step = HttpStep.EndAsync(new(null, server["/slow"], TimeoutMs: 2_000), time: time);
        await server.Asked;

        time.Advance(TimeSpan.FromMilliseconds(2_000));

        var end = await step;
        Assert.Equal(StepResultKind.Retry, end.Kind);
        Assert.Equal($"{server["/slow"]} did not answer in full within 2000 ms.", end.Reason);
    }

    [Fact]
    public async Task A_cancelled_step_hangs_up()
    {
        await using var server = new TinyServer(_ => null);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var exchange = new HttpExchange(HttpStep.Private);
        var step = new HttpRequestHandler(exchange).HandleAsync(
            new(null, server["/"]), new FakeStepContext(), source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var server = new TinyServer(_ => null);
        var url = server["/"];
        await server.DisposeAsync();

        Assert.Equal(StepResultKind.Retry, (await HttpStep.EndAsync(new(null, url))).Kind);
    }

    [Fact]
    public async Task A_server_that_hangs_up_halfway_is_tried_again()
    {
        await using var server = new TinyServer(
            _ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));

        Assert.Equal(StepResultKind.Retry, (await HttpStep.EndAsync(new(null, server["/"]))).Kind);
    }
}
