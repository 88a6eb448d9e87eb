using System.Net;
using System.Net.Sockets;
using FleetQ.Client;
using FleetQ.Host.Settings;

namespace FleetQ.Cli.Doctor;

/// <summary>Looks at the address that a host here listens on, and at who may call it.</summary>
internal static class AddressCheck
{
    public static IEnumerable<Finding> CheckKeys(HostSettings settings)
    {
        if (!settings.NeedsKeys)
        {
            yield return SettingsRules.IsLoopback(settings.ApiHost)
                ? Finding.Ok("keys", "none are set, and only this machine can call")
                : Finding.Warning(
                    "keys",
                    $"Other machines reach {settings.ApiHost}, and everybody may do everything.",
                    $"Set {SettingsCatalog.ApiKeys.Variable} or {SettingsCatalog.ApiKeysFile.Variable}, and remove "
                    + $"{SettingsCatalog.Auth.Variable}=none.");
        }

        if (settings.ApiKeysFile is { } file && IsOpenToOthers(file))
        {
            yield return Finding.Warning(
                "keys", $"Other accounts of this machine can read '{file}'.", $"chmod 600 '{file}'");
        }
    }

    /// <summary>Tells whether the port is free, or FleetQ's already.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="ask">Asks who listens there.</param>
    public static async Task<Finding> CheckPortAsync(HostSettings settings, Func<Uri, Task<bool>> ask)
    {
        var address = AddressOf(settings.ApiHost);
        if (IsFree(address, settings.ApiPort))
        {
            return Finding.Ok("port", $"{settings.ApiPort} of {settings.ApiHost} is free");
        }

        return await ask(UrlOf(settings))
            ? Finding.Ok("port", $"a FleetQ host listens on {settings.ApiPort} of {settings.ApiHost}")
            : Finding.Problem(
                "port",
                $"Another program listens on port {settings.ApiPort} of {settings.ApiHost}.",
                $"Stop it, or set {SettingsCatalog.ApiPort.Variable} to another port.");
    }

    /// <summary>Where a host with these settings can be asked from here.</summary>
    public static Uri UrlOf(HostSettings settings)
    {
        var address = AddressOf(settings.ApiHost);
        var reached = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address;
        reached = reached.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : reached;
        return new UriBuilder(Uri.UriSchemeHttp, reached.ToString(), settings.ApiPort).Uri;
    }

    /// <summary>Tells whether a host of FleetQ's answers, even if it only says no.</summary>
    public static async Task<bool> IsFleetQAsync(FleetQClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.Fleet.GetHealthAsync(cancellationToken);
            return true;
        }
        catch (FleetQException refusal)
        {
            return refusal.ErrorType is FleetQErrors.PermissionDenied;
        }
    }

    private static IPAddress AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host, out var address) ? address : IPAddress.Any,
    };

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsOpenToOthers(string file) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;
}
