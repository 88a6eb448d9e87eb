using System.Diagnostics;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>
/// Clients that send a little and then nothing. Takes twelve seconds: the server's patience is what is tested.
/// </summary>
public sealed class SlowClientTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const int Crowd = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData("POST /submit HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "POST /submit HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"type\":\"edge.none\"}")]
    public async Task Headers_that_do_not_end_and_a_body_that_stalls_are_given_up(string headers, string body)
    {
        var asked = Stopwatch.StartNew();

        var answers = await Task.WhenAll(AskAsync(headers), AskAsync(body));

        Assert.All(answers, static answer => Assert.Equal(408, answer.Status));
        Assert.Contains("application/problem+json", answers[1].Head, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", answers[1].Head, StringComparison.Ordinal);
        Assert.InRange(asked.Elapsed, TimeSpan.FromSeconds(3), Patience);
        Assert.Equal(0, await shared.Host.CountStepsAsync());
    }

    [Fact]
    public async Task A_crowd_of_stalled_clients_does_not_keep_others_out()
    {
        var crowd = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Crowd; i++)
            {
                var one = await RawConnection.OpenAsync(shared.Host);
                crowd.Add(one);
                await one.SendAsync(
                    "POST /submit/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 67108864\r\n\r\n{");
            }

            var memory = GC.GetTotalMemory(forceFullCollection: false);

            Assert.Equal(200, (await shared.Host.GetAsync("/health/live")).Status);

            // It was answered while the crowd still stalls: the last was not sent away to make room.
            Assert.True(crowd[^1].IsWaiting);

            // A length of 64 MiB that is only promised costs no memory: 500 of them would be 32 GiB.
            Assert.InRange(memory, 0, 2L << 30);
        }
        finally
        {
            crowd.ForEach(static one => one.Dispose());
        }
    }

    private async Task<RawAnswer> AskAsync(string start)
    {
        using var slow = await RawConnection.OpenAsync(shared.Host);
        await slow.SendAsync(start);
        return await slow.ReadAsync();
    }
}
