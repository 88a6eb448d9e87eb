using System.ComponentModel;
using System.Globalization;
using System.Reflection;

using FleetQ.Engine.Model.Text;
using FleetQ.Engine.Storage;

using Npgsql;

namespace FleetQ.Storage.Postgres;

/// <summary>Reads what the operator wrote about the server. No message shows a password.</summary>
internal static class PostgresAddress
{
    /// <summary>The setting that holds it.</summary>
    public const string Setting = "FLEET_Q_POSTGRES";

    private const string Example = "Host=db.example.com;Database=fleetq;Username=fleetq;Password=…";

    // Names of libpq that are spelt otherwise in Npgsql.
    private static readonly Dictionary<string, string> UriNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["connect_timeout"] = "Timeout",
        ["dbname"] = "Database",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["target_session_attrs"] = "Target Session Attributes",
        ["user"] = "Username",
    };

    /// <summary>Reads a connection string or a URI.</summary>
    /// <exception cref="StoreUnusableException">It is neither, or names no host or database.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var address = IsUri(text) ? ParseUri(text) : ParsePairs(text);
        if (string.IsNullOrWhiteSpace(address.Host))
        {
            throw Unreadable("It names no host.", cause: null);
        }

        if (string.IsNullOrWhiteSpace(address.Database))
        {
            throw Unreadable("It names no database.", cause: null);
        }

        return address;
    }

    /// <summary>What the store is called in messages.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder address) => string.Create(
        CultureInfo.InvariantCulture,
        $"The PostgreSQL database '{address.Database}' at '{address.Host}:{address.Port}'");

    private static bool IsUri(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder ParsePairs(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw Unreadable(SayKeyword(text), exception);
        }
    }

    private static NpgsqlConnectionStringBuilder ParseUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Unreadable("It is no well-formed URI; a special character of a password is written as %XX.", null);
        }

        var user = uri.UserInfo.Split(':', 2);
        var address = new NpgsqlConnectionStringBuilder { Host = uri.Host.Trim('[', ']') };
        if (uri.Port > 0)
        {
            address.Port = uri.Port;
        }

        Set(address, nameof(address.Database), Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')));
        Set(address, nameof(address.Username), Uri.UnescapeDataString(user[0]));
        Set(address, nameof(address.Password), user.Length == 2 ? Uri.UnescapeDataString(user[1]) : "");
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            SetOption(address, parts[0], parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return address;
    }

    private static void SetOption(NpgsqlConnectionStringBuilder address, string name, string value)
    {
        var keyword = UriNames.GetValueOrDefault(name, name.Replace('_', ' '));
        var isWord = keyword is "SSL Mode" or "Target Session Attributes";
        try
        {
            Set(address, keyword, isWord ? value.Replace("-", "", StringComparison.Ordinal) : value);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw Unreadable(
                $"Its option '{name}' is not known or has the wrong form."
                + $"{AskFor(name, [.. UriNames.Keys, .. Keywords()])}",
                exception);
        }
    }

    private static void Set(NpgsqlConnectionStringBuilder address, string keyword, string value)
    {
        if (value.Length > 0)
        {
            address[keyword] = value;
        }
    }

    // The driver's message may hold the value, and the value may be a password that a missing ';' put there.
    private static string SayKeyword(string text)
    {
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var keyword = pair.Split('=', 2)[0].Trim();
            try
            {
                _ = new NpgsqlConnectionStringBuilder(pair);
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
            {
                return pair.Contains('=', StringComparison.Ordinal)
                    ? $"Its part '{keyword}' is not known or has the wrong form.{AskFor(keyword, Keywords())}"
                    : "It has a part without '='.";
            }
        }

        return "It is no list of Name=value parts.";
    }

    private static IEnumerable<string> Keywords() => typeof(NpgsqlConnectionStringBuilder)
        .GetProperties()
        .SelectMany(static property => property.GetCustomAttributes<DisplayNameAttribute>())
        .Select(static name => name.DisplayName);

    // A known name has a value of the wrong form.
    private static string AskFor(string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is { } nearest && !nearest.Equals(name, StringComparison.OrdinalIgnoreCase)
            ? $" Did you mean '{nearest}'?"
            : "";

    private static StoreUnusableException Unreadable(string fact, Exception? cause) => new(
        $"{Setting} cannot be read. {fact}",
        $"Write it like '{Example}' or 'postgresql://user:password@host:5432/database'.",
        cause);
}
