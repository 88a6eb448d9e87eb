using FleetQ.Host.Errors;
using Microsoft.Net.Http.Headers;

namespace FleetQ.Host.Security;

/// <summary>Lets a request through to its endpoint only when its caller has the role that the endpoint names.</summary>
internal sealed partial class AccessMiddleware(
    RequestDelegate next, ApiKeyRing ring, AccessOptions options, ILogger<AccessMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Refuse(context) is { } problem)
        {
            LogAccessDenied(context.Request.Method, context.GetEndpoint()?.DisplayName, problem.Status);
            if (problem.Status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"FleetQ\"";
            }

            await new ProblemResult(problem).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private Problem? Refuse(HttpContext context)
    {
        // No route: the answer is 404 or 405, which tells nothing that the documentation does not.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return null;
        }

        if (endpoint.Metadata.GetMetadata<AccessRule>() is not { } rule)
        {
            return Problem.Forbidden("This address is closed to everybody.");
        }

        var caller = options.NeedsKeys ? ring.Find(context.Request) : Caller.Anyone;
        if (rule.Role is not { } role)
        {
            return null;
        }

        if (caller is null)
        {
            return new Problem(
                StatusCodes.Status401Unauthorized,
                ErrorType.PermissionDenied,
                $"An API key is needed; send it as {ApiKeyRing.Header}, or as Authorization: Bearer.");
        }

        context.Items[typeof(Caller)] = caller;
        return caller.Role >= role
            ? null
            : Problem.Forbidden(
                $"The key '{caller.Name}' has the role {Word(caller.Role)}; this needs {Word(role)}.");
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}

/// <summary>How the host tells who may call it.</summary>
/// <param name="NeedsKeys">True when callers need a key.</param>
/// <param name="HostsAllowed">The names that a request may call the host by; null for any.</param>
internal sealed record AccessOptions(bool NeedsKeys, IReadOnlyList<string>? HostsAllowed)
{
    /// <summary>What a browser on this machine may call the host.</summary>
    public static IReadOnlyList<string> LoopbackNames { get; } = ["localhost", "127.0.0.1", "[::1]"];
}
