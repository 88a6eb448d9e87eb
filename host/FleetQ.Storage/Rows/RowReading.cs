using System.Collections.Concurrent;
using System.Data.Common;

namespace FleetQ.Storage.Rows;

/// <summary>Reads columns by name. Instants stand in rows as unix milliseconds.</summary>
internal static class RowReading
{
    private static readonly ConcurrentDictionary<string, string> UpperNames = new(StringComparer.Ordinal);

    public static string Text(this DbDataReader row, string column) => row.GetString(row.OrdinalOf(column));

    public static string? TextOrNull(this DbDataReader row, string column)
    {
        var ordinal = row.OrdinalOf(column);
        return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }

    public static long Int64(this DbDataReader row, string column) => row.GetInt64(row.OrdinalOf(column));

    public static int Int32(this DbDataReader row, string column) => checked((int)row.Int64(column));

    public static long? Int64OrNull(this DbDataReader row, string column)
    {
        var ordinal = row.OrdinalOf(column);
        return row.IsDBNull(ordinal) ? null : row.GetInt64(ordinal);
    }

    public static DateTimeOffset Instant(this DbDataReader row, string column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, string column) =>
        row.Int64OrNull(column) is { } unixMs ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs) : null;

    public static TimeSpan Span(this DbDataReader row, string column) => TimeSpan.FromMilliseconds(row.Int64(column));

    public static TimeSpan? SpanOrNull(this DbDataReader row, string column) =>
        row.Int64OrNull(column) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    // Where an engine folds names to upper case, its drivers look for them as they stand; one tells by -1 that there is
    // no such column, as a list does.
    private static int OrdinalOf(this DbDataReader row, string column)
    {
        var ordinal = row.GetOrdinal(column);
        return ordinal >= 0
            ? ordinal
            : row.GetOrdinal(UpperNames.GetOrAdd(column, static name => name.ToUpperInvariant()));
    }
}
