using System.Net;

namespace FleetQ.Plugins.Http.Network;

/// <summary>Sends requests and follows their redirects, each time only where the settings allow.</summary>
public sealed class HttpExchange : IDisposable
{
    private const int RedirectsMax = 5;
    private const int ResponseHeadersKiBMax = 32;

    private readonly HttpSettings settings;
    private readonly SocketsHttpHandler connections;
    private readonly HttpMessageInvoker invoker;

    /// <summary>Opens no connection yet.</summary>
    public HttpExchange(HttpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
        var connector = new GuardedConnector(settings.AllowPrivateNetworks);
        connections = new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            // Behind a proxy the address that is checked would be the proxy's.
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = ResponseHeadersKiBMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, token) => connector.ConnectAsync(context.DnsEndPoint, token),
        };
        invoker = new(connections, disposeHandler: false);
    }

    /// <summary>Sends a request and its redirects; one whose status is expected is not followed.</summary>
    /// <returns>The last response; its body is not read yet.</returns>
    internal async Task<HttpResponseMessage> SendAsync(
        Hop first, StatusRanges expected, CancellationToken cancellationToken)
    {
        var hop = first;
        for (var redirects = 0; ; redirects++)
        {
            ThrowIfNotAllowed(hop.Target);
            using var message = hop.ToMessage();
            var response = await invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (expected.Contains((int)response.StatusCode) || hop.FindNext(response) is not { } next)
            {
                return response;
            }

            response.Dispose();
            if (redirects == RedirectsMax)
            {
                throw new BlockedRequestException(next.ShortTarget, $"it is one redirect more than {RedirectsMax}.");
            }

            hop = next;
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        invoker.Dispose();
        connections.Dispose();
    }

    private void ThrowIfNotAllowed(Uri target)
    {
        var host = target.IdnHost.TrimEnd('.');
        if (settings.AllowedHosts.Count > 0 && !settings.AllowedHosts.Any(entry => AllowedHost.Covers(entry, host)))
        {
            throw new BlockedRequestException(
                host, $"it is not in the setting '{nameof(HttpSettings.AllowedHosts)}' of this plugin.");
        }
    }
}
