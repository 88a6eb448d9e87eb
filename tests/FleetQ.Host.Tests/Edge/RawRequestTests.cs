using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>What no client library sends: framing, lines and headers that break the rules of HTTP.</summary>
public sealed class RawRequestTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Step = "{\"type\":\"edge.none\"}";
    private const string Rest = "Connection: close\r\n\r\n";
    private const string Last = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + Rest;
    private const string Json = "Content-Type: application/json\r\n";

    public static TheoryData<string, string, int[]> Requests => new()
    {
        { "two lengths", Submit("Content-Length: 20\r\nContent-Length: 21\r\n") + Step, [400] },
        { "two equal lengths", Submit("Content-Length: 20\r\nContent-Length: 20\r\n") + Step, [400] },
        { "a list of lengths", Submit("Content-Length: 20, 20\r\n") + Step, [400] },
        { "a negative length", Submit("Content-Length: -1\r\n") + Step, [400] },
        { "a length in hex", Submit("Content-Length: 0x14\r\n") + Step, [400] },
        { "an endless length", Submit("Content-Length: 99999999999999999999\r\n") + Step, [400] },
        { "a length over all limits", Submit("Content-Length: 9223372036854775807\r\n") + Step, [413] },
        { "no length", Submit("") + Step, [400, 411] },
        { "length and chunks", Submit("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + Chunks(Step), [400] },
        { "chunks inside chunks", Submit("Transfer-Encoding: chunked, chunked\r\n") + Chunks(Step), [400] },
        { "an unknown coding", Submit("Transfer-Encoding: gzip\r\n") + Step, [400, 501] },
        { "a coding with a tab", Submit("Transfer-Encoding:\tchunked, identity\r\n") + Chunks(Step), [400, 501] },
        { "a chunk size that is none", Submit("Transfer-Encoding: chunked\r\n") + "ZZ\r\n", [400] },
        { "a negative chunk", Submit("Transfer-Encoding: chunked\r\n") + "-1\r\n", [400] },
        { "an endless chunk size", Submit("Transfer-Encoding: chunked\r\n") + "FFFFFFFFFFFFFFFFF\r\n", [400] },
        { "a chunk without its end", Submit("Transfer-Encoding: chunked\r\n") + "2\r\n{}x0\r\n\r\n", [400] },
        { "no host", "GET /health HTTP/1.1\r\n" + Rest, [400] },
        { "two hosts", "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n" + Rest, [400] },
        { "a host with a path", "GET /health HTTP/1.1\r\nHost: localhost/x\r\n" + Rest, [400] },
        { "a host with a user", "GET /health HTTP/1.1\r\nHost: a@localhost\r\n" + Rest, [400] },
        { "a space before the colon", "GET /health HTTP/1.1\r\nHost : localhost\r\n" + Rest, [400] },
        { "a folded header", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n 2\r\n" + Rest, [400] },
        { "a header without a name", "GET /health HTTP/1.1\r\nHost: localhost\r\n: 1\r\n" + Rest, [400] },
        { "a header without a colon", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-A\r\n" + Rest, [400] },
        { "NUL in a header", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n" + Rest, [400] },
        { "a lone CR in a header", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: a\rX-B: b\r\n" + Rest, [400] },
        { "bytes that are no UTF-8 in a key", Submit("Idempotency-Key: \u00ff\u00fe\r\nContent-Length: 20\r\n") + Step,
            [400] },
        { "101 headers", "GET /health HTTP/1.1\r\nHost: localhost\r\n" + Many(101) + Rest, [431] },
        { "a long header", $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40_000)}\r\n{Rest}", [431] },
        { "a long key", Submit($"Authorization: Bearer {new string('x', 100_000)}\r\n"), [431] },
        { "a long address", $"GET /status/{new string('x', 10_000)} HTTP/1.1\r\nHost: localhost\r\n{Rest}", [414] },
        { "NUL in the path", "GET /status/%00 HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400] },
        { "a raw NUL in the path", "GET /status/\0 HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400] },
        { "a space in the path", "GET /status/a b HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400, 404] },
        { "a path that climbs", "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n" + Rest, [404] },
        { "an escaped climb", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n" + Rest, [404] },
        { "a path that climbs, twice escaped", "GET /status/..%2f..%2fetc HTTP/1.1\r\nHost: localhost\r\n" + Rest,
            [404] },
        { "a path with backslashes", "GET /..\\..\\etc HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400, 404] },
        { "half an escape", "GET /status/%2 HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400, 404] },
        { "bytes in the path", "GET /status/\u00ff HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400, 404] },
        { "a header in the path", "GET /x%0d%0aX-Evil:1 HTTP/1.1\r\nHost: localhost\r\n" + Rest, [404] },
        { "another site's address", "GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400] },
        { "a tunnel", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n" + Rest, [400, 404, 405] },
        { "everything", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400, 404, 405] },
        { "trace", "TRACE /health HTTP/1.1\r\nHost: localhost\r\nX-Secret: s3cret\r\n" + Rest, [405] },
        { "no version", "GET /health\r\n\r\n", [400] },
        { "a method with a NUL", "GE\0T /health HTTP/1.1\r\nHost: localhost\r\n" + Rest, [400] },
        { "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n", [400] },
        { "an upgrade", "GET /health/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\n" + Rest, [200] },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_that_breaks_the_rules_is_refused_once_and_stores_nothing(
        string name, string request, int[] allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);

        var before = await shared.Host.CountStepsAsync();

        var answer = await RawConnection.AskAsync(shared.Host, request);

        Assert.True(allowed.Contains(answer.Status), $"{name}: {answer.Status} {answer.Body}");
        Assert.Equal(1, answer.Answers);
        Assert.DoesNotContain("X-Evil", answer.Head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", answer.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await shared.Host.GetAsync("/health/live")).Status);
        Assert.Equal(before, await shared.Host.CountStepsAsync());
    }

    [Fact]
    public async Task A_second_request_that_hides_in_a_body_is_not_heard()
    {
        const string Hidden =
            "POST /submit HTTP/1.1\r\nHost: localhost\r\n" + Json + "Content-Length: 20\r\n\r\n" + Step;
        var outer = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n"
            + $"Content-Length: {Hidden.Length}\r\n\r\n{Hidden}";

        var answer = await RawConnection.AskAsync(shared.Host, outer + Last);

        // That what follows the body is heard shows that the connection was still read.
        Assert.Equal(200, answer.Status);
        Assert.Equal(2, answer.Answers);
        Assert.Equal(0, await shared.Host.CountStepsAsync());
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked, chunked\r\n")]
    public async Task After_a_body_whose_end_is_in_doubt_nothing_more_is_read(string framing)
    {
        var doubtful = $"POST /submit HTTP/1.1\r\nHost: localhost\r\n{Json}{framing}\r\n{Chunks(Step)}";

        var answer = await RawConnection.AskAsync(shared.Host, doubtful + Last);

        Assert.Equal(400, answer.Status);
        Assert.Equal(1, answer.Answers);
        Assert.Contains("Connection: close", answer.Head, StringComparison.OrdinalIgnoreCase);
    }

    private static string Submit(string headers) =>
        $"POST /submit HTTP/1.1\r\nHost: localhost\r\n{Json}{headers}{Rest}";

    private static string Chunks(string text) => $"{text.Length:x}\r\n{text}\r\n0\r\n\r\n";

    private static string Many(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(static i => $"X-{i}: 1\r\n"));
}
