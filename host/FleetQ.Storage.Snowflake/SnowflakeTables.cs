namespace FleetQ.Storage.Snowflake;

/// <summary>Which kind of tables a new schema is made of. A schema that exists is used as it is.</summary>
public enum SnowflakeTables
{
    /// <summary>Everywhere available; one writer at a time, keys are not enforced.</summary>
    Standard,

    /// <summary>Row locks and enforced keys; not on every cloud and account, and billed by request.</summary>
    Hybrid,
}
