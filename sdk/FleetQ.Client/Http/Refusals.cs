using System.Net;
using System.Text.Json;
using FleetQ.Client.Json;

namespace FleetQ.Client.Http;

/// <summary>Makes exceptions of what a pod answered, or did not.</summary>
internal static class Refusals
{
    /// <summary>What a pod said against a request.</summary>
    public static FleetQException Read(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        if (Find(body) is not { Detail: { } detail } problem)
        {
            return new FleetQException(
                status,
                KindOf(status),
                "What answered is no FleetQ host, or stands before one; check the address.",
                errors: null,
                cause: null);
        }

        return new FleetQException(status, problem.ErrorType ?? KindOf(status), detail, problem.Errors, cause: null);
    }

    /// <summary>An answer that is no JSON of ours.</summary>
    public static FleetQException NotUnderstood(HttpResponseMessage response, Exception? cause) => new(
        response.StatusCode,
        FleetQErrors.NotUnderstood,
        $"{response.RequestMessage?.RequestUri} answered something that is not FleetQ's; check the address, and "
        + "that the client is not older than the host.",
        errors: null,
        cause);

    /// <summary>No answer at all.</summary>
    public static FleetQException Unreachable(string addresses, Exception cause) => new(
        status: null,
        FleetQErrors.Unreachable,
        $"No pod answers at {addresses} ({cause.Message.TrimEnd('.')}); start one, or correct the address.",
        errors: null,
        cause);

    private static ProblemBody? Find(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ClientJson.Plain.ProblemBody);
        }
        catch (JsonException)
        {
            // A page of a proxy, for instance.
            return null;
        }
    }

    private static string KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => FleetQErrors.NotFound,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FleetQErrors.PermissionDenied,
        HttpStatusCode.TooManyRequests => FleetQErrors.RateLimited,
        _ => FleetQErrors.NotUnderstood,
    };
}
