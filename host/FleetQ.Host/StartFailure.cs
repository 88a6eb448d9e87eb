using FleetQ.Engine.Storage;
using FleetQ.Host.Settings;

namespace FleetQ.Host;

/// <summary>Says why the host cannot run, to the person who started it.</summary>
internal static class StartFailure
{
    /// <summary>
    /// The sentences; null for a failure that is FleetQ's own fault and should show where it came from.
    /// </summary>
    public static string? Explain(Exception failure, HostSettings? settings) => failure switch
    {
        SettingsException wrong => wrong.Message,
        InvalidDataException or FormatException when settings is null => $"FleetQ does not start: {failure.Message}",
        StoreUnusableException or StoreUnavailableException
            when settings?.StorageMode is StorageMode.Postgres or StorageMode.Snowflake =>
            $"FleetQ does not start: {failure.Message}",
        StoreUnusableException or StoreUnavailableException =>
            $"FleetQ does not start: {failure.Message} {SettingsCatalog.SqliteDbPath.Variable} is "
            + $"'{settings?.SqliteDbPath}'.",
        IOException when settings is not null =>
            $"FleetQ does not start: {failure.Message} {SettingsCatalog.ApiHost.Variable} is '{settings.ApiHost}' and "
            + $"{SettingsCatalog.ApiPort.Variable} is {settings.ApiPort}.",
        _ => null,
    };
}
