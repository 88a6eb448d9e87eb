using System.Data.Common;

using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Snowflake;

/// <summary>Reads what the operator wrote about the account. No message shows a value that may be a secret.</summary>
internal static class SnowflakeAddress
{
    /// <summary>How the names of the settings that hold it start.</summary>
    public const string Settings = "FLEET_Q_SNOWFLAKE_";

    private const string Example =
        "account=org-name;user=fleetq;db=FLEETQ;schema=PUBLIC;warehouse=FLEETQ;"
        + "authenticator=snowflake_jwt;private_key_file=/keys/fleetq.p8";

    // A longer distance than this makes two names of one length look alike by chance.
    private const int DistanceMax = 2;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "account", "application", "authenticator", "certrevocationcheckmode", "client_config_file",
        "client_session_keep_alive", "connection_timeout", "db", "disableretry", "expirationtimeout", "host",
        "insecuremode", "maxhttpretries", "maxpoolsize", "minpoolsize", "nonproxyhosts", "oauthauthorizationurl",
        "oauthclientid", "oauthclientsecret", "oauthscope", "oauthtokenrequesturl", "passcode", "password",
        "poolingenabled", "port", "private_key", "private_key_file", "private_key_pwd", "proxyhost", "proxypassword",
        "proxyport", "proxyuser", "query_tag", "querytag", "retry_timeout", "role", "schema", "scheme", "timezone",
        "token", "token_file_path", "useproxy", "user", "validate_default_parameters", "waitingforidlesessiontimeout",
        "warehouse", "workload_identity_provider",
    };

    /// <summary>Checks that it can be one, and returns what the store is called in messages.</summary>
    /// <exception cref="StoreUnusableException">It cannot be read, or names no account or database.</exception>
    public static string Check(string connection)
    {
        var parts = Parse(connection);
        foreach (string name in parts.Keys)
        {
            if (!Known.Contains(name) && Known.FirstOrDefault(known => IsNear(name, known)) is { } near)
            {
                throw Unreadable($"Its part '{name}' is not known; did you mean '{near}'?");
            }
        }

        if (Find(parts, "account") is not { } account)
        {
            throw Unreadable("It names no account.");
        }

        return Find(parts, "db") is { } database
            ? $"The Snowflake schema '{database}.{Find(parts, "schema") ?? "PUBLIC"}' of account '{account}'"
            : throw Unreadable("It names no database (db=…).");
    }

    private static DbConnectionStringBuilder Parse(string connection)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            // Its message may hold a value, and the value may be a password that a missing ';' put there.
            throw Unreadable("It is no list of name=value parts.");
        }
    }

    private static string? Find(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    // The number of letters to change, add or leave out, row by row.
    private static bool IsNear(string name, string known)
    {
        var distances = Enumerable.Range(0, known.Length + 1).ToArray();
        for (var i = 1; i <= name.Length; i++)
        {
            var diagonal = distances[0];
            distances[0] = i;
            for (var j = 1; j <= known.Length; j++)
            {
                var same = char.ToLowerInvariant(name[i - 1]) == char.ToLowerInvariant(known[j - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.Min(replaced, Math.Min(distances[j], distances[j - 1]) + 1);
            }
        }

        return distances[^1] <= DistanceMax && distances[^1] < known.Length / 2;
    }

    private static StoreUnusableException Unreadable(string fact) => new(
        $"{Settings}CONNECTION cannot be read. {fact}", $"Write it like '{Example}'.", cause: null);
}
