using System.Text.Json;

namespace FleetQ.Plugins.Http;

/// <summary>The arguments of <c>http.request</c>.</summary>
/// <param name="Method">GET when it is not given.</param>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="Headers">Sent to the first origin; not to another one that it redirects to.</param>
/// <param name="Body">A text is sent as it is, any other JSON as JSON.</param>
/// <param name="Expect">Status codes or ranges that complete the step; 2xx when it is not given.</param>
/// <param name="TimeoutMs">The longest that the request with its redirects and its body may take.</param>
/// <param name="IdempotencyHeader">
/// The header that carries the step's idempotency key, unless the method only reads; <c>Idempotency-Key</c> when it is
/// not given, none when it is empty.
/// </param>
public sealed record HttpRequestArgs(
    string? Method,
    Uri? Url,
    IReadOnlyDictionary<string, string>? Headers = null,
    JsonElement? Body = null,
    JsonElement? Expect = null,
    long? TimeoutMs = null,
    string? IdempotencyHeader = null);
