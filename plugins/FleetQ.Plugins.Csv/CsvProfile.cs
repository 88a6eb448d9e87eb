namespace FleetQ.Plugins.Csv;

/// <summary>The result of <c>csv.profile</c>.</summary>
/// <param name="Path">The file, as the step named it.</param>
/// <param name="Rows">How many records follow the header; empty lines do not count.</param>
/// <param name="Columns">The columns, in the order of the file.</param>
/// <param name="Delimiter">What stands between two fields.</param>
/// <param name="Bytes">The size of the file when it was opened.</param>
public sealed record CsvProfile(
    string Path, long Rows, IReadOnlyList<ColumnProfile> Columns, string Delimiter, long Bytes);

/// <summary>What is in one column.</summary>
/// <param name="Name">The header's text; <c>column_1</c> and so on where there is none.</param>
/// <param name="Type">integer, number, date, datetime, boolean, text, or empty when there is no value.</param>
/// <param name="Count">How many fields hold a value.</param>
/// <param name="Nulls">How many are empty, or one of the words that stand for nothing.</param>
/// <param name="Distinct">How many different values; above 4,096 an estimate (standard error 0.8 %).</param>
/// <param name="DistinctExact">Whether <paramref name="Distinct"/> is exact.</param>
/// <param name="Min">The smallest value: a number for numbers, else the text; texts compare by code point.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Mean">Of numbers only.</param>
/// <param name="Stddev">The sample's standard deviation (n - 1), of two or more numbers.</param>
/// <param name="Quantiles">By name, such as p50; of numbers only.</param>
/// <param name="Top">The most frequent values, most frequent first.</param>
/// <param name="InvalidUtf8">How many values were not UTF-8; their bytes show as U+FFFD.</param>
public sealed record ColumnProfile(
    string Name,
    string Type,
    long Count,
    long Nulls,
    long Distinct,
    bool DistinctExact,
    object? Min,
    object? Max,
    double? Mean,
    double? Stddev,
    IReadOnlyDictionary<string, double>? Quantiles,
    IReadOnlyList<TopValue> Top,
    long InvalidUtf8);

/// <summary>A frequent value.</summary>
/// <param name="Value">The text; a long one is cut and ends in an ellipsis.</param>
/// <param name="Count">How often it occurs, at most.</param>
/// <param name="Error">How much <paramref name="Count"/> may be too high; zero when it is exact.</param>
public sealed record TopValue(string Value, long Count, long Error);
