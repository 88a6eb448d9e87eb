using System.Globalization;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>The answer to a statement that succeeded. Holds the first partition of its rows.</summary>
internal sealed class SqlApiResult : IDisposable
{
    private const string CountPrefix = "number of ";

    private readonly JsonDocument document;

    private SqlApiResult(JsonDocument document) => this.document = document;

    public required string Handle { get; init; }

    public required IReadOnlyList<SqlApiColumn> Columns { get; init; }

    /// <summary>How many parts the rows come in.</summary>
    public required int Partitions { get; init; }

    /// <summary>The handles of a script's statements; empty for a single statement.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>How many rows the statement changed, all its counts added up; null when it changes none.</summary>
    public required long? Changed { get; init; }

    /// <summary>The rows of the first partition: arrays of texts and nulls.</summary>
    public JsonElement Rows => RowsIn(document);

    public static JsonElement RowsIn(JsonDocument document) =>
        document.RootElement.TryGetProperty("data", out var rows) && rows.ValueKind is JsonValueKind.Array
            ? rows
            : throw SqlApiErrors.OfUnreadable("It holds no rows.", cause: null);

    /// <exception cref="SqlApiException">It is no JSON.</exception>
    public static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw SqlApiErrors.OfUnreadable("It is no JSON.", exception);
        }
    }

    /// <exception cref="SqlApiException">It is not what the API's documentation says.</exception>
    public static SqlApiResult Read(byte[] body)
    {
        var document = Parse(body);
        try
        {
            var root = document.RootElement;
            var about = root.GetProperty("resultSetMetaData");
            List<SqlApiColumn> columns = [.. about.GetProperty("rowType").EnumerateArray().Select(ReadColumn)];
            return new SqlApiResult(document)
            {
                Handle = root.GetProperty("statementHandle").GetString() ?? "",
                Columns = columns,
                Partitions = about.TryGetProperty("partitionInfo", out var partitions)
                    ? partitions.GetArrayLength()
                    : 1,
                Parts = root.TryGetProperty("statementHandles", out var parts)
                    ? [.. parts.EnumerateArray().Select(static part => part.GetString() ?? "")]
                    : [],
                Changed = CountChanges(root, columns),
            };
        }
        catch (Exception exception)
            when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            document.Dispose();
            throw SqlApiErrors.OfUnreadable("It has another form than documented.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private static SqlApiColumn ReadColumn(JsonElement column) => new(
        column.GetProperty("name").GetString() ?? "",
        (column.GetProperty("type").GetString() ?? "").ToLowerInvariant(),
        column.TryGetProperty("scale", out var scale) && scale.ValueKind is JsonValueKind.Number
            ? scale.GetInt32()
            : 0);

    // A statement that changes rows answers with one row of counts, and only such a one has statistics.
    private static long? CountChanges(JsonElement root, List<SqlApiColumn> columns)
    {
        if (!root.TryGetProperty("stats", out var stats) || stats.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (columns.Count == 0
            || !columns.TrueForAll(static column => column.Name.StartsWith(CountPrefix, StringComparison.Ordinal)))
        {
            return null;
        }

        var row = root.GetProperty("data").EnumerateArray().First();
        return row.EnumerateArray().Sum(static count => long.Parse(count.GetString()!, CultureInfo.InvariantCulture));
    }
}
