namespace FleetQ.Storage.Snowflake;

/// <summary>
/// What the service's numbers mean, and what an operator can do. From 270000 on they are the client's.
/// </summary>
internal static class SnowflakeErrors
{
    private const string Grants = "docs/storage/snowflake.md has the grants to copy.";

    /// <summary>The meaning of a number; null when nothing is known of it.</summary>
    public static SqlFault? Find(int number) => number switch
    {
        625 => NotDone(
            "Too many statements wait for one table, or one waited too long: when this repeats, run fewer pods or use "
            + "hybrid tables."),
        604 or 630 or 270007 => new SqlFault(
            SqlFaultKind.Ambiguous,
            "The statement was cancelled or ran out of time: look for locks, or use a larger warehouse."),
        603 => NotDone("The service failed inside: when this repeats, ask Snowflake's support."),
        2002 or 200001 => NotDone("Another pod did it at the same moment."),
        390111 or 390112 => NotDone("The session ended; FleetQ opens another."),
        390114 or 390318 => CannotNow(
            "The token has expired: make a new one. A token in a file (token_file_path) is read again by itself."),
        390144 => CannotNow(
            "The key is refused: give the user its public half (alter user … set rsa_public_key=…), and check "
            + "account, user and the clock of this machine."),
        606 or 609 => CannotNow(
            $"There is no warehouse to run on: set {SnowflakeAddress.Settings}WAREHOUSE to one that is there, and "
            + $"grant usage and operate on it to the role. {Grants}"),
        90073 => CannotNow("The warehouse may not resume: a resource monitor's limit is reached."),
        2003 or 2043 or 90105 or 90106 => CannotNow(
            "A database, schema or table is not there, or not for this role: create database and schema, check the "
            + $"{SnowflakeAddress.Settings}* names, and grant rights to the role. {Grants}"),
        904 => CannotNow(
            "FleetQ's tables were changed by hand: restore them, or give FleetQ a schema of its own."),
        3001 => CannotNow($"The role lacks a right. {Grants}"),
        391401 or 391402 or 391420 => CannotNow(
            $"This account has no hybrid tables: set {SnowflakeAddress.Settings}TABLES=standard."),
        >= 390100 and < 391000 or >= 394000 and < 396000 => CannotNow(
            $"The sign-in is refused: check {SnowflakeAddress.Settings}USER, key, token or password, and the account's "
            + "network policy."),
        270006 or 270008 or 270011 or 270052 or 270055 => CannotNow(
            $"Correct the {SnowflakeAddress.Settings}* settings."),
        _ => null,
    };

    private static SqlFault NotDone(string advice) => new(SqlFaultKind.NotExecuted, advice);

    private static SqlFault CannotNow(string advice) => new(SqlFaultKind.Unavailable, advice);
}
