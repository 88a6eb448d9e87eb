namespace FleetQ.Storage.Snowflake.Drivers;

/// <summary>How statements reach Snowflake.</summary>
public enum SnowflakeTransport
{
    /// <summary>The driver where its folder is there, else the SQL API.</summary>
    Auto,

    /// <summary>The official driver, from its folder.</summary>
    Driver,

    /// <summary>The SQL API, which needs nothing installed; a round trip slower.</summary>
    Rest,
}
