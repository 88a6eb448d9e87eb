using FleetQ.Host.Errors;
using Microsoft.Net.Http.Headers;

namespace FleetQ.Host.Security;

/// <summary>
/// Refuses requests whose end another server would see elsewhere: such a request can hide a second one from a proxy.
/// </summary>
internal sealed class FramingGuard(RequestDelegate next)
{
    // The server sets the length aside under this name where both were sent.
    private const string LengthSetAside = "X-Content-Length";

    private const string Chunked = "chunked";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.TransferEncoding.Count == 0)
        {
            return next(context);
        }

        if (headers.ContentLength is not null || headers.ContainsKey(LengthSetAside))
        {
            return RefuseAsync(context, "stands beside Content-Length; send one of the two.");
        }

        return headers.TransferEncoding is [var coding] && Chunked.Equals(coding, StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : RefuseAsync(context, "must be chunked, once, or absent.");
    }

    private static Task RefuseAsync(HttpContext context, string error)
    {
        // Where the body ends is in doubt, so nothing that follows on this connection is read as a request.
        context.Response.Headers.Connection = "close";
        return new ProblemResult(Problem.Invalid(HeaderNames.TransferEncoding, error)).ExecuteAsync(context);
    }
}
