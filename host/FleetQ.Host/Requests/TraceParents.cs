using System.Text.RegularExpressions;

namespace FleetQ.Host.Requests;

/// <summary>The W3C trace context that a submit came with.</summary>
internal static partial class TraceParents
{
    private const string Header = "traceparent";

    /// <summary>
    /// The header's value; null when there is none or it is not well formed, which the standard says to ignore.
    /// </summary>
    public static string? Find(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && values.Count == 1 && values[0] is { } text
            && Shape().IsMatch(text)
            ? text
            : null;

    [GeneratedRegex(@"^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
