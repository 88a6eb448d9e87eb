using Microsoft.Extensions.Primitives;

namespace FleetQ.Host.Security;

/// <summary>Sets the headers that keep a browser from doing more with an answer than showing it.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The policy of answers that are not pages.</summary>
    public const string NothingAllowed =
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string NothingOfTheDevice = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    // When the answer starts, not before: where a request fails, the framework clears what was set until then.
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => SetAsync((HttpResponse)state), context.Response);
        return next(context);
    }

    private static Task SetAsync(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = NothingOfTheDevice;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (StringValues.IsNullOrEmpty(headers.ContentSecurityPolicy))
        {
            headers.ContentSecurityPolicy = NothingAllowed;
        }

        return Task.CompletedTask;
    }
}
