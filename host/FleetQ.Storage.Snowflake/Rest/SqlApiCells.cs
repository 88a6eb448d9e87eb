using System.Globalization;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Turns the texts of a result's cells into values.</summary>
internal static class SqlApiCells
{
    private const int MinutesOfADay = 24 * 60;

    public static object Read(SqlApiColumn column, string text)
    {
        try
        {
            return column.Type switch
            {
                "fixed" => ReadFixed(column, text),
                "real" => double.Parse(text, CultureInfo.InvariantCulture),
                "boolean" => text is "true" or "1",
                "date" => DateTime.UnixEpoch.AddDays(long.Parse(text, CultureInfo.InvariantCulture)).ToUnspecified(),
                "time" => TimeSpan.FromTicks(ReadTicks(text)),
                "timestamp_ntz" => DateTime.UnixEpoch.AddTicks(ReadTicks(text)).ToUnspecified(),
                "timestamp_ltz" => DateTimeOffset.UnixEpoch.AddTicks(ReadTicks(text)),
                "timestamp_tz" => ReadInstant(text),
                "binary" => Convert.FromHexString(text),
                _ => text,
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw SqlApiErrors.OfUnreadable($"Column '{column.Name}' is no {column.Type}.", exception);
        }
    }

    // A number without a scale may still be too long for 64 bits.
    private static object ReadFixed(SqlApiColumn column, string text) =>
        column.Scale == 0 && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? (object)number
            : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadInstant(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var instant = DateTimeOffset.UnixEpoch.AddTicks(ReadTicks(space < 0 ? text : text[..space]));
        return space < 0
            ? instant
            : instant.ToOffset(TimeSpan.FromMinutes(
                int.Parse(text.AsSpan(space + 1), CultureInfo.InvariantCulture) - MinutesOfADay));
    }

    // Seconds with up to nine digits after the point, of which a tick takes seven.
    private static long ReadTicks(string text) => (long)decimal.Floor(
        decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond);

    private static DateTime ToUnspecified(this DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Unspecified);
}
