namespace FleetQ.Plugins.Csv;

/// <summary>Arguments that were checked.</summary>
internal sealed record CsvProfileRequest(string Path, string FullPath, char? Delimiter, bool HasHeader, int Top)
{
    private const int TopMax = 100;

    /// <summary>Checks the arguments.</summary>
    /// <returns>The request, or the sentence that says which argument is wrong.</returns>
    public static (CsvProfileRequest? Request, string? Problem) From(CsvProfileArgs args, CsvFolder folder)
    {
        var path = args.Path ?? args.InputFile;
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            return (null, "'path' is missing: name the file to profile.");
        }

        if (folder.Find(path) is not { } fullPath)
        {
            return (null, $"'path' is '{path}'; it must stay in the folder of the setting 'Root'.");
        }

        var top = args.Top ?? 10;
        if (top is < 0 or > TopMax)
        {
            return (null, $"'top' is {top}; it must be from 0 to {TopMax}.");
        }

        if (args.Delimiter is null)
        {
            return (new(path, fullPath, null, args.HasHeader ?? true, top), null);
        }

        if (FindDelimiter(args.Delimiter) is not { } delimiter)
        {
            const string Rule = "it must be one ASCII character such as ',' or ';', or 'tab'.";
            return (null, $"'delimiter' is '{args.Delimiter}'; {Rule}");
        }

        return (new(path, fullPath, delimiter, args.HasHeader ?? true, top), null);
    }

    private static char? FindDelimiter(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var one] when char.IsAscii(one) && one is not ('"' or '\r' or '\n' or '\0') => one,
        _ => null,
    };
}
