using System.Text;

namespace FleetQ.Host.Tests.Edge;

/// <summary>A request that is sent, and what may be answered.</summary>
internal sealed record EdgeRequest(
    string Method,
    string Path,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? ContentType,
    bool IsChunked,
    byte[] Body,
    IReadOnlySet<int> Allowed,
    bool IsUnknown)
{
    private const string Session = "{s}";

    /// <summary>Makes the message; nothing of it is checked or put right on the way.</summary>
    public HttpRequestMessage ToMessage(Uri host, string session)
    {
        var path = Path.Replace(Session, session, StringComparison.Ordinal);
        var message = new HttpRequestMessage(
            new HttpMethod(Method), new Uri(host.GetLeftPart(UriPartial.Authority) + path))
        {
            Content = new ByteArrayContent(WithSession(session)),
        };
        if (ContentType is not null)
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        foreach (var (name, value) in Headers)
        {
            var own = value.Replace(Session, session, StringComparison.Ordinal);
            if (!message.Headers.TryAddWithoutValidation(name, own))
            {
                message.Content.Headers.TryAddWithoutValidation(name, own);
            }
        }

        message.Headers.TransferEncodingChunked = IsChunked ? true : null;
        return message;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(static header => $"{header.Name}: {header.Value}\n"));
        var allowed = string.Join(',', Allowed.Order());
        return $"{Method} {Path} ({ContentType}{(IsChunked ? ", chunked" : "")}) allows {allowed}\n{headers}"
            + Encoding.Latin1.GetString(Body);
    }

    // On bytes, for the body need not be text.
    private byte[] WithSession(string session) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(Body).Replace(Session, session, StringComparison.Ordinal));
}
