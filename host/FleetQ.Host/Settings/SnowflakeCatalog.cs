using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Drivers;
using static FleetQ.Host.Settings.SettingParsers;

namespace FleetQ.Host.Settings;

/// <summary>
/// The settings of the Snowflake store. Each is also read without FleetQ's prefix, as Snowflake's tools are.
/// </summary>
internal static class SnowflakeCatalog
{
    private const string Start = "SNOWFLAKE_";

    public static Setting<string?> Connection { get; } = Text(
        "CONNECTION",
        "a connection string of Snowflake's .NET driver",
        "The whole address of the Snowflake store, in place of the settings below up to AUTHENTICATOR.") with
    {
        IsSecret = true,
    };

    public static Setting<string?> Account { get; } = Text(
        "ACCOUNT", "the account's name, such as org-name", "The account that is the store.");

    public static Setting<string?> User { get; } = Text("USER", "a user's name", "Who FleetQ signs in as.");

    public static Setting<string?> Database { get; } = Text("DATABASE", "a name", "The database; it must exist.");

    public static Setting<string?> Schema { get; } = Text(
        "SCHEMA", "a name", "The schema of FleetQ's tables; it must exist.") with
    {
        DefaultText = "`PUBLIC`",
    };

    public static Setting<string?> Warehouse { get; } = Text(
        "WAREHOUSE", "a name", "What runs the statements; an X-Small one of FleetQ's own is enough.") with
    {
        DefaultText = "the user's",
    };

    public static Setting<string?> Role { get; } = Text("ROLE", "a name", "The role.") with
    {
        DefaultText = "the user's",
    };

    public static Setting<string?> Password { get; } = Text(
        "PASSWORD", "a text", "The password, for the driver only; or an access token, which AUTHENTICATOR says.") with
    {
        IsSecret = true,
    };

    public static Setting<string?> PrivateKeyFile { get; } = Text(
        "PRIVATE_KEY_FILE", "a path", "The private key (PEM) whose public half the user has.");

    public static Setting<string?> PrivateKeyPassphrase { get; } = Text(
        "PRIVATE_KEY_PASSPHRASE", "a text", "What the key is encrypted with.") with
    {
        IsSecret = true,
    };

    public static Setting<string?> TokenFile { get; } = Text(
        "TOKEN_FILE", "a path", "A file with an access or OAuth token; it is read again when the token is refused.");

    public static Setting<string?> Authenticator { get; } = Text(
        "AUTHENTICATOR",
        "snowflake_jwt, programmatic_access_token, oauth or another that the driver knows",
        "How FleetQ signs in.") with
    {
        DefaultText = "`snowflake_jwt` with a key, `oauth` with a token file, else `snowflake`",
    };

    public static Setting<SnowflakeTransport> Transport { get; } = Word(
        Start + "TRANSPORT",
        SnowflakeTransport.Auto,
        "How statements travel: by Snowflake's driver from drivers/snowflake, by the SQL API, which needs nothing "
        + "installed, or by the driver where it is there.") with
    {
        PlatformName = Start + "TRANSPORT",
    };

    public static Setting<SnowflakeTables> Tables { get; } = Word(
        Start + "TABLES",
        SnowflakeTables.Standard,
        "What a new schema is made of. Hybrid tables lock rows and enforce keys; not every account has them.") with
    {
        PlatformName = Start + "TABLES",
    };

    public static Setting<TimeSpan> IdleInterval { get; } = Seconds(
        Start + "IDLE_INTERVAL",
        300,
        1,
        3_600,
        "How often a fleet that has nothing to do looks for steps and beats, all pods together. Longer: cheaper; steps "
        + "of other pods wait longer. It takes effect where it is longer than SNOWFLAKE_AUTO_SUSPEND and at most a "
        + "quarter of DEAD_POD_THRESHOLD; else that quarter counts.");

    public static Setting<TimeSpan> AutoSuspend { get; } = Seconds(
        Start + "AUTO_SUSPEND",
        60,
        1,
        86_400,
        "AUTO_SUSPEND of the warehouse, as it is set there; the expected credits are computed with it.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Connection, Account, User, Database, Schema, Warehouse, Role, Password, PrivateKeyFile, PrivateKeyPassphrase,
        TokenFile, Authenticator, Transport, Tables, IdleInterval, AutoSuspend,
    ];

    /// <summary>What a connection string says in their place.</summary>
    public static IReadOnlyList<Setting> Parts { get; } =
    [
        Account, User, Database, Schema, Warehouse, Role, Password, PrivateKeyFile, PrivateKeyPassphrase, TokenFile,
        Authenticator,
    ];

    private static Setting<string?> Text(string name, string rule, string meaning) =>
        OptionalText(Start + name, rule, meaning) with { PlatformName = Start + name };
}
