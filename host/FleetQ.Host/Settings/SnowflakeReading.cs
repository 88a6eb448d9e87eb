using System.Data.Common;
using Catalog = FleetQ.Host.Settings.SnowflakeCatalog;

namespace FleetQ.Host.Settings;

/// <summary>Makes one connection string of the Snowflake settings.</summary>
internal static class SnowflakeReading
{
    // Four waves within the threshold: a pod may miss two and keep its steps, and a watcher sees enough of them.
    private const int WavesPerThreshold = 4;

    /// <summary>Tells whether somebody said where it is.</summary>
    public static bool IsGiven(SettingsReader reader) =>
        reader.IsGiven(Catalog.Connection) || reader.IsGiven(Catalog.Account);

    /// <summary>Reads them; what is missing is a problem.</summary>
    public static SnowflakeSettings Read(SettingsReader reader) => new()
    {
        Connection = reader.Read(Catalog.Connection) is { } whole ? CheckAlone(reader, whole) : Join(reader),
        Transport = reader.Read(Catalog.Transport),
        Tables = reader.Read(Catalog.Tables),
        IdleInterval = reader.Read(Catalog.IdleInterval),
        AutoSuspend = reader.Read(Catalog.AutoSuspend),
    };

    /// <summary>
    /// How long a pod may be silent where nobody says it: so long that an idle fleet lets the warehouse sleep.
    /// </summary>
    public static TimeSpan DefaultThreshold(SnowflakeSettings settings) => WavesPerThreshold * settings.IdleInterval;

    /// <summary>How often an idle fleet looks; null where a longer pause would let no warehouse suspend.</summary>
    public static TimeSpan? IdleIntervalOf(SnowflakeSettings settings, TimeSpan deadPodThreshold)
    {
        var most = deadPodThreshold / WavesPerThreshold;
        var interval = settings.IdleInterval < most ? settings.IdleInterval : most;
        return interval > settings.AutoSuspend ? interval : null;
    }

    private static string CheckAlone(SettingsReader reader, string whole)
    {
        foreach (var part in Catalog.Parts.Where(reader.IsGiven))
        {
            reader.Add($"{Catalog.Connection.Variable} and {part.Variable} are both set; keep one of the two.");
        }

        return whole;
    }

    private static string Join(SettingsReader reader)
    {
        foreach (var needed in new[] { Catalog.Account, Catalog.User, Catalog.Database })
        {
            if (reader.Read(needed) is null)
            {
                reader.Add(
                    $"{SettingsCatalog.StorageMode.Variable} is 'snowflake', but {needed.Variable} is not set; set it, "
                    + $"or the whole {Catalog.Connection.Variable}.");
            }
        }

        var authenticator = reader.Read(Catalog.Authenticator);
        var password = reader.Read(Catalog.Password);
        var isToken = authenticator is not null
            && (authenticator.Equals("oauth", StringComparison.OrdinalIgnoreCase)
                || authenticator.Equals("programmatic_access_token", StringComparison.OrdinalIgnoreCase));
        var text = new DbConnectionStringBuilder();
        Set(text, "account", reader.Read(Catalog.Account));
        Set(text, "user", reader.Read(Catalog.User));
        Set(text, "db", reader.Read(Catalog.Database));
        Set(text, "schema", reader.Read(Catalog.Schema) ?? "PUBLIC");
        Set(text, "warehouse", reader.Read(Catalog.Warehouse));
        Set(text, "role", reader.Read(Catalog.Role));
        Set(text, isToken ? "token" : "password", password);
        Set(text, "private_key_file", reader.Read(Catalog.PrivateKeyFile));
        Set(text, "private_key_pwd", reader.Read(Catalog.PrivateKeyPassphrase));
        Set(text, "token_file_path", reader.Read(Catalog.TokenFile));
        Set(text, "authenticator", authenticator ?? DefaultAuthenticator(reader));
        return text.ConnectionString;
    }

    private static string? DefaultAuthenticator(SettingsReader reader)
    {
        if (reader.IsGiven(Catalog.PrivateKeyFile))
        {
            return "snowflake_jwt";
        }

        return reader.IsGiven(Catalog.TokenFile) ? "oauth" : null;
    }

    private static void Set(DbConnectionStringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text[name] = value;
        }
    }
}
