using FleetQ.Plugins.Http.Network;
using Microsoft.Extensions.Configuration;

namespace FleetQ.Plugins.Http;

/// <summary>Where requests may go.</summary>
public sealed record HttpSettings
{
    /// <summary>Host names, or <c>*.</c> and a suffix; empty allows every host.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether this machine, its network and a cloud's metadata may be reached.</summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>Reads the plugin's section. Hosts are a list, or one text with commas.</summary>
    /// <exception cref="HttpSettingException">A setting is wrong; the message names it.</exception>
    public static HttpSettings From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var hosts = configuration.GetSection(nameof(AllowedHosts));
        var listed = hosts.GetChildren().Select(host => host.Value ?? string.Empty);
        var written = (hosts.Value ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            AllowedHosts = [.. listed.Concat(written).Select(host => AllowedHost.Check(host.Trim()))],
            AllowPrivateNetworks = ReadFlag(configuration[nameof(AllowPrivateNetworks)]),
        };
    }

    private static bool ReadFlag(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        return bool.TryParse(text, out var flag)
            ? flag
            : throw new HttpSettingException(nameof(AllowPrivateNetworks), text, "true or false");
    }
}
