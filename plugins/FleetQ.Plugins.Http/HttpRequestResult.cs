namespace FleetQ.Plugins.Http;

/// <summary>The result of <c>http.request</c>.</summary>
/// <param name="Status">The status code of the last response.</param>
/// <param name="Headers">Its headers, by lower-case name; several values of one name are joined by a comma.</param>
/// <param name="Body">The start of its body.</param>
/// <param name="BodyEncoding"><c>text</c>, or <c>base64</c> when the body is not text.</param>
/// <param name="BodyTruncated">Whether there was more than 256 KiB.</param>
/// <param name="ElapsedMs">How long it took, redirects and body included.</param>
public sealed record HttpRequestResult(
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    string BodyEncoding,
    bool BodyTruncated,
    long ElapsedMs);
