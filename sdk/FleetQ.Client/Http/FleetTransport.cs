using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;

namespace FleetQ.Client.Http;

/// <summary>Sends requests to whichever pod answers, as often as it is safe, and reads the answers.</summary>
internal sealed class FleetTransport
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly HttpClient http;
    private readonly FleetQClientOptions options;
    private readonly PodAddresses addresses;
    private readonly ResiliencePipeline<HttpResponseMessage> repeatable;
    private readonly ResiliencePipeline<HttpResponseMessage> careful;

    public FleetTransport(FleetQClientOptions options, HttpClient http)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1, nameof(options));
        this.options = options;
        this.http = http;
        addresses = new PodAddresses(options.Addresses);
        var rules = new RetryRules(options, addresses);
        repeatable = rules.Build(isRepeatable: true);
        careful = rules.Build(isRepeatable: false);
    }

    /// <summary>Asks, and reads the answer.</summary>
    /// <exception cref="FleetQException">It was refused, or no pod answered.</exception>
    public async Task<TAnswer> SendAsync<TAnswer>(
        FleetRequest request, JsonTypeInfo<TAnswer> typeInfo, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var isAnswer = response.IsSuccessStatusCode
            || (request.TakesUnavailable && response.StatusCode is HttpStatusCode.ServiceUnavailable);
        var text = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!isAnswer)
        {
            throw Refusals.Read(response.StatusCode, text);
        }

        try
        {
            return JsonSerializer.Deserialize(text, typeInfo) ?? throw Refusals.NotUnderstood(response, cause: null);
        }
        catch (JsonException failure)
        {
            throw Refusals.NotUnderstood(response, failure);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(FleetRequest request, CancellationToken cancellationToken)
    {
        var pipeline = request.IsRepeatable && !request.TakesUnavailable ? repeatable : careful;
        try
        {
            return await pipeline
                .ExecuteAsync(token => TryAsync(request, token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutException)
        {
            throw Refusals.Unreachable(addresses.Names, failure);
        }
    }

    private async ValueTask<HttpResponseMessage> TryAsync(FleetRequest request, CancellationToken cancellationToken)
    {
        var pod = addresses.Current;
        using var patience = new CancellationTokenSource(options.RequestTimeout + request.Wait, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var message = MessageOf(request, pod);
            var response = await http.SendAsync(message, either.Token).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                addresses.Leave(pod);
            }

            return response;
        }
        catch (HttpRequestException)
        {
            addresses.Leave(pod);
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            addresses.Leave(pod);
            throw new TimeoutException($"{pod} did not answer within {options.RequestTimeout + request.Wait}.");
        }
    }

    private HttpRequestMessage MessageOf(FleetRequest request, Uri pod)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(pod, request.Path.TrimStart('/')));
        if (options.ApiKey is { } key)
        {
            message.Headers.TryAddWithoutValidation("X-API-Key", key);
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = JsonType } };
        }

        return message;
    }
}
