using FleetQ.Host.Errors;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FleetQ.Host.Security;

/// <summary>
/// Refuses what a page of another site makes a browser send, and names that resolve to this host by rebinding.
/// </summary>
internal sealed class BrowserGuard(RequestDelegate next, AccessOptions options)
{
    private const string FetchSite = "Sec-Fetch-Site";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsHostAllowed(request.Host))
        {
            var problem = Problem.Invalid("Host", $"must be one of {string.Join(", ", options.HostsAllowed ?? [])}.");
            return new ProblemResult(problem).ExecuteAsync(context);
        }

        if (!IsSafe(request.Method) && IsCrossSite(request))
        {
            var problem = Problem.Forbidden(
                "A page of another site may not change anything here; call from this host's own pages or from a "
                + "program.");
            return new ProblemResult(problem).ExecuteAsync(context);
        }

        return next(context);
    }

    private bool IsHostAllowed(HostString host) =>
        options.HostsAllowed is null || options.HostsAllowed.Contains(host.Host, StringComparer.OrdinalIgnoreCase);

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // Only browsers send these; "same-site" is another port or subdomain, which is somebody else here.
    private static bool IsCrossSite(HttpRequest request)
    {
        var site = request.Headers[FetchSite];
        if (!StringValues.IsNullOrEmpty(site) && site != "same-origin" && site != "none")
        {
            return true;
        }

        var origin = request.Headers[HeaderNames.Origin];
        return !StringValues.IsNullOrEmpty(origin)
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
