using System.Buffers;
using FleetQ.Plugins.Http.Network;

namespace FleetQ.Plugins.Http;

/// <summary>Arguments that were checked.</summary>
internal sealed record HttpRequestPlan(Hop First, StatusRanges Expected, TimeSpan Timeout)
{
    private const long TimeoutMsMax = 3_600_000;
    private const long TimeoutMsDefault = 30_000;

    private static readonly HttpMethod[] Methods =
    [
        HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch,
        HttpMethod.Delete,
    ];

    // These frame the message or name its receiver, which the client does itself.
    private static readonly string[] RefusedHeaders =
    [
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect",
        "Proxy-Authorization", "Proxy-Connection",
    ];

    private static readonly SearchValues<char> HeaderNameChars = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Checks the arguments.</summary>
    /// <returns>The plan, or the sentence that says which argument is wrong.</returns>
    public static (HttpRequestPlan? Plan, string? Problem) From(HttpRequestArgs args, string idempotencyKey)
    {
        var method = Methods.FirstOrDefault(
            one => string.Equals(one.Method, args.Method ?? "GET", StringComparison.OrdinalIgnoreCase));
        if (method is null)
        {
            var known = string.Join(", ", Methods.Select(one => one.Method));
            return (null, $"'method' is '{args.Method}'; it must be one of {known}.");
        }

        if (args.Url is not { } target || !IsTarget(target))
        {
            return (null, "'url' must be an absolute http or https address without a user name or password.");
        }

        var headers = HeadersOf(args, method, idempotencyKey);
        if (headers.Select(FindProblem).FirstOrDefault(problem => problem is not null) is { } wrong)
        {
            return (null, wrong);
        }

        if (StatusRanges.Find(args.Expect) is not { } expected)
        {
            return (null, "'expect' must be a list of status codes or ranges, such as [200, \"2xx\", \"400-404\"].");
        }

        var timeoutMs = args.TimeoutMs ?? TimeoutMsDefault;
        return timeoutMs is >= 1 and <= TimeoutMsMax
            ? (new(FirstHop(), expected, TimeSpan.FromMilliseconds(timeoutMs)), null)
            : (null, $"'timeout_ms' is {timeoutMs}; it must be from 1 to {TimeoutMsMax}.");

        Hop FirstHop() => new(method, target, headers, RequestBody.From(args.Body));
    }

    private static bool IsTarget(Uri url) =>
        url.IsAbsoluteUri
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0;

    private static List<KeyValuePair<string, string>> HeadersOf(
        HttpRequestArgs args, HttpMethod method, string idempotencyKey)
    {
        List<KeyValuePair<string, string>> headers = [.. args.Headers ?? new Dictionary<string, string>()];
        var keyHeader = args.IdempotencyHeader ?? "Idempotency-Key";
        var onlyReads = method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options;
        if (!onlyReads
            && keyHeader.Length > 0
            && !headers.Exists(header => string.Equals(header.Key, keyHeader, StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new(keyHeader, idempotencyKey));
        }

        return headers;
    }

    private static string? FindProblem(KeyValuePair<string, string> header) => header switch
    {
        { Key: "" } => "A header has an empty name.",
        _ when header.Key.AsSpan().ContainsAnyExcept(HeaderNameChars) =>
            $"The header '{header.Key}' has a name that HTTP does not allow.",
        _ when RefusedHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase) =>
            $"The header '{header.Key}' may not be set.",
        { Value: null } => $"The header '{header.Key}' has no value.",
        _ when header.Value.AsSpan().ContainsAnyExceptInRange(' ', '~') =>
            $"The header '{header.Key}' may hold printable ASCII only.",
        _ => null,
    };
}
