using System.Net.Sockets;
using System.Text;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Errors;

public sealed class RawSocketTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "POST /submit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400)]
    [InlineData("GET /health HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET /status/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData(
        "POST /submit HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: "
        + "chunked\r\n\r\nZZ\r\n", 400)]
    [InlineData("HELLO\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    public async Task A_request_that_breaks_the_protocol_is_refused_and_the_host_goes_on(string request, int status)
    {
        var answer = await SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(200, (await shared.Host.GetAsync("/health/live")).Status);
        Assert.Equal(0, await shared.Host.CountStepsAsync());
    }

    [Fact]
    public async Task A_long_header_and_a_long_address_are_refused()
    {
        var header = await SendAsync(
            $"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 40_000)}\r\n\r\n");
        var address = await SendAsync($"GET /status/{new string('x', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", header, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_body_and_a_closed_connection_store_nothing()
    {
        using (var client = await ConnectAsync())
        {
            var half = "POST /submit HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"type\":\"echo\"}";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(half), Token);
        }

        Assert.Equal(200, (await shared.Host.GetAsync("/health/live")).Status);
        Assert.Equal(0, await shared.Host.CountStepsAsync());
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        var answer = new byte[16];
        await stream.ReadAtLeastAsync(answer, 13, throwOnEndOfStream: false, Token);
        return Encoding.ASCII.GetString(answer);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", shared.Host.Address.Port, Token);
        return client;
    }
}
