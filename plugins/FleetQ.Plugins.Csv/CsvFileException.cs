namespace FleetQ.Plugins.Csv;

/// <summary>The file is not CSV that can be profiled; reading it again would not help.</summary>
public sealed class CsvFileException : Exception
{
    /// <summary>States what is wrong, and where.</summary>
    public CsvFileException(string path, long line, string problem, Exception? cause = null)
        : base($"Line {line} of '{path}': {problem}", cause)
    {
    }
}
