using System.Collections.Concurrent;
using System.Net;

namespace FleetQ.Client.Tests.Support;

/// <summary>Answers requests as a test says, one answer after the other, and keeps what was asked.</summary>
internal sealed class ScriptedPod(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int next;

    public ConcurrentQueue<(Uri Address, string Body)> Asked { get; } = new();

    public static Func<HttpRequestMessage, HttpResponseMessage> Answer(
        HttpStatusCode status, string body, int? retryAfterSeconds = null) => _ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        }

        return response;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> Lose(HttpRequestError error) => _ =>
        throw new HttpRequestException(error, "The connection is gone.");

    public FleetQClient NewClient(FleetQClientOptions options) => new(options, new HttpClient(this));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Enqueue((request.RequestUri!, body));
        var answer = answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1];
        return answer(request);
    }
}
