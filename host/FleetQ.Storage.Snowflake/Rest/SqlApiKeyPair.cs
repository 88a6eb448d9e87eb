namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Whose key it is, and where.</summary>
internal sealed class SqlApiKeyPair
{
    public required string Account { get; init; }

    public required string User { get; init; }

    /// <summary>The key's file; null when <see cref="Key"/> holds it.</summary>
    public string? File { get; init; }

    public string? Key { get; init; }

    /// <summary>Null for a key that is not encrypted.</summary>
    public string? Passphrase { get; init; }
}
