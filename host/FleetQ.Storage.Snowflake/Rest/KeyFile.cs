namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Reads small files that hold secrets; what they hold is in no message.</summary>
internal static class KeyFile
{
    public static string Read(string path, int bytesMax, string what)
    {
        try
        {
            return new FileInfo(path).Length <= bytesMax
                ? File.ReadAllText(path)
                : throw Unreadable(path, what, "It is too long.", cause: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, what, "Check that it is there and that this user may read it.", exception);
        }
    }

    private static SqlApiException Unreadable(string path, string what, string advice, Exception? cause) => new(
        SqlApiErrors.UnreadableKey,
        $"The {what} file '{path}' cannot be read. {advice}",
        SqlApiEffect.None,
        cause);
}
