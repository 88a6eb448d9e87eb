namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>An OAuth or a programmatic access token that somebody else renews, in the address or in a file.</summary>
internal sealed class TokenSignIn(string tokenType, string? token, string? file) : ISqlApiSignIn
{
    private const int FileBytesMax = 64 * 1024;

    private volatile string? current = token;

    public string TokenType => tokenType;

    public string GetToken() => current ??= Read();

    // Whoever renews the file need not tell the pod: the old token's refusal makes it look.
    public bool TryReplace(string refused)
    {
        if (file is null)
        {
            return false;
        }

        var found = Read();
        current = found;
        return found != refused;
    }

    private string Read()
    {
        var text = KeyFile.Read(file!, FileBytesMax, "token").Trim();
        return text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? text
            : throw new SqlApiException(
                SqlApiErrors.InvalidProperty, $"The token file '{file}' holds no token.", SqlApiEffect.None);
    }
}
