namespace FleetQ.Host.Security;

/// <summary>Sets the headers that keep a browser from doing more with an answer than showing it.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The policy of answers that are not pages.</summary>
    public const string NothingAllowed =
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = NothingAllowed;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
