namespace FleetQ.Plugins.Csv;

/// <summary>The arguments of <c>csv.profile</c>.</summary>
/// <param name="Path">The file, on the pod that runs the step.</param>
/// <param name="InputFile">Another name for <paramref name="Path"/>.</param>
/// <param name="Delimiter">One ASCII character, or <c>tab</c>; found from the first lines when it is not given.</param>
/// <param name="HasHeader">Whether the first line names the columns; true when it is not given.</param>
/// <param name="Top">How many of a column's most frequent values to report, 0 to 100; ten when it is not given.</param>
public sealed record CsvProfileArgs(
    string? Path, string? InputFile = null, string? Delimiter = null, bool? HasHeader = null, int? Top = null);
