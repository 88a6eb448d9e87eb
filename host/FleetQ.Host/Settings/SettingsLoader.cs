using FleetQ.Engine.Model;
using FleetQ.Host.Security;
using Catalog = FleetQ.Host.Settings.SettingsCatalog;

namespace FleetQ.Host.Settings;

/// <summary>Makes the host's settings from what is given, or tells everything that is wrong with it.</summary>
internal static class SettingsLoader
{
    /// <summary>Reads and checks all settings.</summary>
    /// <param name="source">What is given.</param>
    /// <param name="defaultFormat">What log lines look like when nobody says it.</param>
    /// <exception cref="SettingsException">Something is wrong; all of it is in the message.</exception>
    public static HostSettings Load(SettingsSource source, LogFormat defaultFormat)
    {
        var reader = new SettingsReader(source);
        var settings = WithStore(Read(reader, defaultFormat), reader);
        reader.RefuseUnknown();
        SettingsRules.Check(settings, reader);
        return reader.Problems.Count == 0 ? settings : throw new SettingsException(reader.Problems);
    }

    private static HostSettings Read(SettingsReader reader, LogFormat defaultFormat) => new()
    {
        StorageMode = reader.Read(Catalog.StorageMode) ?? FindMode(reader),
        SqliteDbPath = reader.Read(Catalog.SqliteDbPath),
        Postgres = reader.Read(Catalog.Postgres),
        PostgresPooler = reader.Read(Catalog.PostgresPooler),
        PodId = reader.Read(Catalog.PodId) is { } podId ? new PodId(podId) : null,
        MaxParallelism = reader.Read(Catalog.MaxParallelism),
        CapacityThreshold = reader.Read(Catalog.CapacityThreshold),
        HeartbeatInterval = reader.Read(Catalog.HeartbeatInterval),
        ClaimInterval = reader.Read(Catalog.ClaimInterval),
        RecoveryInterval = reader.Read(Catalog.RecoveryInterval),
        DeadPodThreshold = reader.Read(Catalog.DeadPodThreshold),
        MaxRetries = reader.Read(Catalog.MaxRetries),
        DefaultRetry = new RetryPolicy(
            reader.Read(Catalog.RetryStrategy),
            reader.Read(Catalog.RetryBaseDelay),
            reader.Read(Catalog.RetryMaxDelay),
            reader.Read(Catalog.RetryJitter)),
        StoreBackoff = new StoreBackoff(
            reader.Read(Catalog.BackoffMaxAttempts),
            reader.Read(Catalog.BackoffBaseDelay),
            reader.Read(Catalog.BackoffMaxDelay)),
        PluginsDir = reader.Read(Catalog.PluginsDir),
        PluginsAllowlist = reader.Read(Catalog.PluginsAllowlist),
        PluginsPublisherKeys = reader.Read(Catalog.PluginsPublisherKeys),
        ReloadsPlugins = reader.Read(Catalog.PluginsWatch) ?? reader.IsDevelopment,
        QuarantinePause = reader.Read(Catalog.QuarantinePause),
        StateDir = reader.Read(Catalog.StateDir),
        ApiHost = reader.Read(Catalog.ApiHost),
        ApiPort = reader.Read(Catalog.ApiPort),
        QueueSizeMax = reader.Read(Catalog.MaxQueueSize),
        Retention = new Retention(
            reader.Read(Catalog.RetentionCompleted),
            reader.Read(Catalog.RetentionFailed),
            reader.Read(Catalog.RetentionCancelled)),
        ShutdownTimeout = reader.Read(Catalog.ShutdownTimeout),
        LogLevel = reader.Read(Catalog.LogLevel),
        LogFormat = reader.Read(Catalog.LogFormat) ?? defaultFormat,
        ApiKeys = ReadKeys(reader),
        ApiKeysFile = reader.Read(Catalog.ApiKeysFile),
    };

    private static StorageMode FindMode(SettingsReader reader)
    {
        if (reader.Read(Catalog.Postgres) is not null)
        {
            return StorageMode.Postgres;
        }

        return SnowflakeReading.IsGiven(reader) ? StorageMode.Snowflake : StorageMode.Sqlite;
    }

    private static HostSettings WithStore(HostSettings settings, SettingsReader reader)
    {
        if (settings.StorageMode is not StorageMode.Snowflake)
        {
            return settings;
        }

        var snowflake = SnowflakeReading.Read(reader);
        return settings with
        {
            Snowflake = snowflake,
            DeadPodThreshold = reader.IsGiven(Catalog.DeadPodThreshold)
                ? settings.DeadPodThreshold
                : SnowflakeReading.DefaultThreshold(snowflake),
        };
    }

    private static IReadOnlyList<ApiKey> ReadKeys(SettingsReader reader)
    {
        var (keys, problems) = ApiKeyText.Read(reader.Read(Catalog.ApiKeys) ?? "");
        foreach (var problem in problems)
        {
            reader.Add($"{Catalog.ApiKeys.Variable}: {problem}");
        }

        return keys;
    }
}
