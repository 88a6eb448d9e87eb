using System.Globalization;
using System.Net;
using FleetQ.Host.Security;
using static FleetQ.Host.Settings.SettingsCatalog;

namespace FleetQ.Host.Settings;

/// <summary>The rules across settings.</summary>
internal static class SettingsRules
{
    public static void Check(HostSettings settings, SettingsReader reader)
    {
        CheckStore(settings, reader);
        CheckTimes(settings, reader);
        CheckKeysFile(settings, reader);
        CheckAddress(settings, reader);
        CheckFile(PluginsAllowlist, settings.PluginsAllowlist, reader);
        CheckFile(PluginsPublisherKeys, settings.PluginsPublisherKeys, reader);
    }

    /// <summary>Tells whether only this machine can reach an address.</summary>
    public static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static void CheckFile(Setting setting, string? path, SettingsReader reader)
    {
        if (path is not null && !File.Exists(path))
        {
            reader.Add($"{setting.Variable} is '{path}'; there is no such file.");
        }
    }

    private static void CheckStore(HostSettings settings, SettingsReader reader)
    {
        if (settings.StorageMode is Settings.StorageMode.Postgres && settings.Postgres is null)
        {
            reader.Add(
                $"{SettingsCatalog.StorageMode.Variable} is 'postgres', but {SettingsCatalog.Postgres.Variable} does "
                + "not say where the database is.");
        }
    }

    private static void CheckTimes(HostSettings settings, SettingsReader reader)
    {
        if (settings.DeadPodThreshold < 2 * settings.HeartbeatInterval)
        {
            reader.Add(
                $"{HeartbeatInterval.Variable} is {Seconds(settings.HeartbeatInterval)}; {DeadPodThreshold.Variable}, "
                + "which is " +
                $"{Seconds(settings.DeadPodThreshold)}, must be at least 2x, so that a pod can miss a beat and keep "
                + "its steps.");
        }

        if (settings.DefaultRetry.MaxDelay <= settings.DefaultRetry.BaseDelay)
        {
            reader.Add(
                Order(RetryMaxDelay, settings.DefaultRetry.MaxDelay, RetryBaseDelay, settings.DefaultRetry.BaseDelay));
        }

        if (settings.StoreBackoff.MaxDelay <= settings.StoreBackoff.BaseDelay)
        {
            var (_, first, last) = settings.StoreBackoff;
            reader.Add(Order(BackoffMaxDelay, last, BackoffBaseDelay, first));
        }
    }

    private static void CheckKeysFile(HostSettings settings, SettingsReader reader)
    {
        if (settings.ApiKeysFile is not { } path)
        {
            return;
        }

        try
        {
            var (_, problems) = ApiKeyText.Read(File.ReadAllText(path));
            foreach (var problem in problems)
            {
                reader.Add($"{ApiKeysFile.Variable}, '{path}': {problem}");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reader.Add($"{ApiKeysFile.Variable} is '{path}', which cannot be read: {failure.Message}");
        }
    }

    private static void CheckAddress(HostSettings settings, SettingsReader reader)
    {
        if (!IsLoopback(settings.ApiHost) && !settings.NeedsKeys && reader.Read(Auth) is not AuthMode.None)
        {
            reader.Add(
                $"{ApiHost.Variable} is '{settings.ApiHost}', which other machines can reach, and there is no API key. "
                + "Set " +
                $"{ApiKeys.Variable} (or {ApiKeysFile.Variable}), or set {Auth.Variable}=none to say that everybody "
                + "may do everything.");
        }

        if (settings.NeedsKeys && reader.Read(Auth) is AuthMode.None)
        {
            reader.Add($"{Auth.Variable} is 'none' although API keys are set; remove one of the two.");
        }
    }

    private static string Order(Setting larger, TimeSpan max, Setting smaller, TimeSpan least) =>
        $"{larger.Variable} is {Milliseconds(max)}; it must be greater than {smaller.Variable}, which is "
        + $"{Milliseconds(least)}.";

    private static string Seconds(TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.###} s");

    private static string Milliseconds(TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0} ms");
}
