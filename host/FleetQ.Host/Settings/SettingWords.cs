namespace FleetQ.Host.Settings;

/// <summary>Which kind of database the store is.</summary>
internal enum StorageMode
{
    /// <summary>The embedded default.</summary>
    Sqlite,

    /// <summary>For fleets that outgrow one machine.</summary>
    Postgres,

    /// <summary>For shops whose only shared store is Snowflake.</summary>
    Snowflake,
}

/// <summary>How the host tells who may call it.</summary>
internal enum AuthMode
{
    /// <summary>By API keys; without any, only callers on this machine are heard.</summary>
    Keys,

    /// <summary>Everybody may do everything: meant for networks that are closed by other means.</summary>
    None,
}

/// <summary>The least level that is logged, in the words that users set.</summary>
internal enum LogLevelWord
{
    /// <summary>Each step.</summary>
    Debug,

    /// <summary>Changes of the fleet.</summary>
    Info,

    /// <summary>Faults that FleetQ answers by itself.</summary>
    Warning,

    /// <summary>Faults that need a human.</summary>
    Error,

    /// <summary>The host ends.</summary>
    Critical,
}

/// <summary>What log lines look like.</summary>
internal enum LogFormat
{
    /// <summary>Short lines for a person at a terminal.</summary>
    Console,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Whole lines with every field, for a file.</summary>
    Text,
}
