using System.Net;

namespace FleetQ.Plugins.Http.Network;

/// <summary>One request on the way to the answer: the first, or one that a redirect asked for.</summary>
internal sealed record Hop(
    HttpMethod Method, Uri Target, IReadOnlyList<KeyValuePair<string, string>> Headers, RequestBody? Body)
{
    /// <summary>The target without its query, which may hold secrets.</summary>
    public string ShortTarget => Target.GetLeftPart(UriPartial.Path);

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Target);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body.Bytes);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", Body.ContentType);
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.Remove(name);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>The request that a response redirects to; null when it does not.</summary>
    /// <exception cref="BlockedRequestException">It redirects out of HTTP, or from HTTPS to plain HTTP.</exception>
    public Hop? FindNext(HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location || !IsRedirect(response.StatusCode))
        {
            return null;
        }

        var target = new Uri(Target, location);
        if (target.Scheme != Uri.UriSchemeHttps && target.Scheme != Target.Scheme)
        {
            throw new BlockedRequestException(
                target.GetLeftPart(UriPartial.Path),
                $"a redirect may not lead from '{Target.Scheme}' to '{target.Scheme}'.");
        }

        var becomesGet = BecomesGet(response.StatusCode);
        return new(
            becomesGet ? HttpMethod.Get : Method,
            target,
            // Any header may be a credential, and it was meant for the first origin only.
            IsSameOrigin(target) ? Headers : [],
            becomesGet ? null : Body);
    }

    // What browsers and HttpClient do with these codes.
    private bool BecomesGet(HttpStatusCode status) => status switch
    {
        HttpStatusCode.SeeOther => Method != HttpMethod.Head,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => Method == HttpMethod.Post,
        _ => false,
    };

    private bool IsSameOrigin(Uri target)
    {
        const UriComponents Origin = UriComponents.SchemeAndServer;
        return Uri.Compare(Target, target, Origin, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
