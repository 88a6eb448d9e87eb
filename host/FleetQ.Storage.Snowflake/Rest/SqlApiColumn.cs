namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>A column of a result.</summary>
/// <param name="Name">As the service gives it: upper case unless it was quoted.</param>
/// <param name="Type">The service's word, lower case, such as <c>fixed</c>.</param>
/// <param name="Scale">Digits after the point; 0 where there are none.</param>
internal sealed record SqlApiColumn(string Name, string Type, int Scale)
{
    /// <summary>What <see cref="SqlApiCells"/> makes of its texts.</summary>
    public Type ClrType => Type switch
    {
        "fixed" when Scale == 0 => typeof(long),
        "fixed" => typeof(decimal),
        "real" => typeof(double),
        "boolean" => typeof(bool),
        "date" or "timestamp_ntz" => typeof(DateTime),
        "time" => typeof(TimeSpan),
        "timestamp_ltz" or "timestamp_tz" => typeof(DateTimeOffset),
        "binary" => typeof(byte[]),
        _ => typeof(string),
    };
}
