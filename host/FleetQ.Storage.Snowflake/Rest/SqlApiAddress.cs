using System.Data.Common;
using System.Globalization;
using System.Net;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>What a connection string says, in the official driver's words.</summary>
/// <remarks>A class, not a record: its text must not show what it holds.</remarks>
internal sealed class SqlApiAddress
{
    private const string Suffix = ".snowflakecomputing.com";

    private readonly DbConnectionStringBuilder parts;

    private SqlApiAddress(DbConnectionStringBuilder parts) => this.parts = parts;

    /// <summary>Of the service, without a path.</summary>
    public required Uri Origin { get; init; }

    public string? Database => Find("db");

    public string? Schema => Find("schema");

    public string? Warehouse => Find("warehouse");

    public string? Role => Find("role");

    public static SqlApiAddress Parse(string connectionString)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // Its message may hold a value, and the value may be a secret that a missing ';' put there.
            throw NoList();
        }

        // A part without a value would become the beginning of the next part's name.
        if (parts.Keys.Cast<string>().Any(static name => name.Contains(';', StringComparison.Ordinal)))
        {
            throw NoList();
        }

        return new SqlApiAddress(parts) { Origin = OriginIn(parts) };
    }

    /// <summary>How it signs in.</summary>
    /// <exception cref="SqlApiException">What it needs is not there, or the SQL API does not take it.</exception>
    public ISqlApiSignIn CreateSignIn(TimeProvider time)
    {
        var authenticator = Find("authenticator")?.ToLowerInvariant() ?? DefaultAuthenticator();
        return authenticator switch
        {
            "snowflake_jwt" => new KeyPairSignIn(KeyPair(), time),
            "oauth" => Token("OAUTH"),
            "programmatic_access_token" => Token("PROGRAMMATIC_ACCESS_TOKEN"),
            _ => throw Invalid(
                SqlApiErrors.UnknownAuthenticator,
                $"The SQL API does not take the authenticator '{authenticator}': use snowflake_jwt with a key, "
                + "programmatic_access_token or oauth with a token, or the driver."),
        };
    }

    private static Uri OriginIn(DbConnectionStringBuilder parts)
    {
        var account = Find(parts, "account");
        var host = Find(parts, "host") ?? (account is null
            ? throw Invalid(SqlApiErrors.MissingProperty, "The connection string names no account.")
            // A host's name has no underscore; the service answers to both forms.
            : account.Replace('_', '-') + Suffix);
        var scheme = Find(parts, "scheme")?.ToLowerInvariant() ?? Uri.UriSchemeHttps;
        var port = Find(parts, "port") ?? (scheme == Uri.UriSchemeHttps ? "443" : "80");
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || Uri.CheckHostName(host) is UriHostNameType.Unknown
            || (scheme != Uri.UriSchemeHttps && scheme != Uri.UriSchemeHttp))
        {
            throw Invalid(
                SqlApiErrors.InvalidProperty,
                "The connection string's account, host, port or scheme is not understood.");
        }

        var origin = new UriBuilder(scheme, host, number).Uri;
        return scheme == Uri.UriSchemeHttps || IsLoopback(origin)
            ? origin
            : throw Invalid(SqlApiErrors.InvalidProperty, "The scheme http would show the token: use https.");
    }

    private static bool IsLoopback(Uri origin) =>
        origin.IsLoopback || (IPAddress.TryParse(origin.Host, out var address) && IPAddress.IsLoopback(address));

    private string DefaultAuthenticator()
    {
        if (Find("private_key_file") is not null || Find("private_key") is not null)
        {
            return "snowflake_jwt";
        }

        return Find("token") is null && Find("token_file_path") is null ? "snowflake" : "oauth";
    }

    private SqlApiKeyPair KeyPair()
    {
        var key = Find("private_key");
        return new SqlApiKeyPair
        {
            // Of a locator with a region, only the locator is signed.
            Account = Require("account").Split('.')[0].ToUpperInvariant(),
            User = Require("user").ToUpperInvariant(),
            Key = key,
            File = key is null ? Require("private_key_file") : null,
            Passphrase = Find("private_key_pwd"),
        };
    }

    private TokenSignIn Token(string type)
    {
        var file = Find("token_file_path");
        return new TokenSignIn(type, file is null ? Require("token") : null, file);
    }

    private string Require(string name) => Find(name) ?? throw Invalid(
        SqlApiErrors.MissingProperty, $"The connection string lacks '{name}', which this way to sign in needs.");

    private string? Find(string name) => Find(parts, name);

    private static string? Find(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    private static SqlApiException NoList() =>
        Invalid(SqlApiErrors.InvalidAddress, "The connection string is no list of name=value parts.");

    private static SqlApiException Invalid(int number, string message) => new(number, message, SqlApiEffect.None);
}
