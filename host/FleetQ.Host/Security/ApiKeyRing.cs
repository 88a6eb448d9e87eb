using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace FleetQ.Host.Security;

/// <summary>
/// The keys that are good now: those of the environment and those of the file. Swapped as a whole; thread-safe.
/// </summary>
internal sealed class ApiKeyRing(IReadOnlyList<ApiKey> fixedKeys)
{
    public const string Header = "X-API-Key";

    private const string Bearer = "Bearer ";

    private volatile IReadOnlyList<ApiKey> fileKeys = [];

    public void ReplaceFileKeys(IReadOnlyList<ApiKey> keys) => fileKeys = keys;

    /// <summary>Who shows a key; null when none is shown or it is not one of ours.</summary>
    public Caller? Find(HttpRequest request)
    {
        if (FindShown(request) is not { } shown)
        {
            return null;
        }

        var hash = ApiKey.HashOf(shown);
        Caller? caller = null;

        // All keys are compared, whatever was found, so that the time tells nothing.
        foreach (var key in fixedKeys.Concat(fileKeys))
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash.Span, hash))
            {
                caller = new Caller(key.Name, key.Role);
            }
        }

        return caller;
    }

    private static string? FindShown(HttpRequest request)
    {
        var headers = request.Headers;
        var direct = headers[Header];
        var bearer = headers[HeaderNames.Authorization];
        if (direct.Count + bearer.Count != 1)
        {
            return null;
        }

        var shown = direct.Count == 1 ? direct[0] : bearer[0] is { } text && IsBearer(text)
            ? text[Bearer.Length..].Trim()
            : null;
        return shown is { Length: >= 1 and <= ApiKey.LengthMax } ? shown : null;
    }

    private static bool IsBearer(string text) => text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
}
