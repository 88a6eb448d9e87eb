namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>What a statement that failed has changed.</summary>
public enum SqlApiEffect
{
    /// <summary>Nothing: it was not run, or the service undid it.</summary>
    None,

    /// <summary>Everything: it was run, and only its result did not arrive.</summary>
    Done,

    /// <summary>Nobody knows.</summary>
    Unknown,
}
