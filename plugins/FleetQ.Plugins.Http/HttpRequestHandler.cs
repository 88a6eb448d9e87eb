using System.Net;
using FleetQ.Plugins.Http.Network;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Http;

/// <summary>Sends one HTTP request and tells what came back.</summary>
[StepHandler("http.request")]
public sealed class HttpRequestHandler(HttpExchange exchange) : IStepHandler<HttpRequestArgs, HttpRequestResult>
{
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<StepResult<HttpRequestResult>> HandleAsync(
        HttpRequestArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        var (plan, problem) = HttpRequestPlan.From(args, context.IdempotencyKey);
        if (plan is null)
        {
            return StepResult.Fail(problem!);
        }

        using var deadline = new CancellationTokenSource(plan.Timeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await RequestAsync(plan, context, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return StepResult.RetryAfter(
                null, $"{plan.First.ShortTarget} did not answer in full within {plan.Timeout.TotalMilliseconds} ms.");
        }
        catch (BlockedRequestException blocked)
        {
            return StepResult.Fail(blocked.Message);
        }
        catch (HttpRequestException fault) when (fault.InnerException is BlockedRequestException blocked)
        {
            return StepResult.Fail(blocked.Message);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            return StepResult.RetryAfter(
                null, $"{plan.First.ShortTarget} could not be reached or read: {fault.Message}");
        }
    }

    private async Task<StepResult<HttpRequestResult>> RequestAsync(
        HttpRequestPlan plan, StepContext context, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        using var response = await exchange
            .SendAsync(plan.First, plan.Expected, cancellationToken)
            .ConfigureAwait(false);
        if (!plan.Expected.Contains((int)response.StatusCode))
        {
            return EndOf(response, plan, context.Time);
        }

        var body = await CappedBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return new HttpRequestResult(
            (int)response.StatusCode,
            HeadersOf(response),
            body.Text,
            body.IsBase64 ? "base64" : "text",
            body.IsTruncated,
            (long)context.Time.GetElapsedTime(started).TotalMilliseconds);
    }

    private static StepResult EndOf(HttpResponseMessage response, HttpRequestPlan plan, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        var reason = $"{plan.First.ShortTarget} answered {status}; expected was {plan.Expected.Text}.";
        var mayPass = response.StatusCode is
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
        return mayPass ? StepResult.RetryAfter(DelayOf(response, time), reason) : StepResult.Fail(reason);
    }

    private static TimeSpan? DelayOf(HttpResponseMessage response, TimeProvider time)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } delay
            ? TimeSpan.FromTicks(Math.Clamp(delay.Ticks, 0, RetryAfterMax.Ticks))
            : null;
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) => response.Headers
        .Concat(response.Content.Headers)
        .GroupBy(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value))
        .ToDictionary(header => header.Key, header => string.Join(", ", header));
}
