namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Proves to the service who we are. Thread-safe.</summary>
internal interface ISqlApiSignIn
{
    /// <summary>The service's word for the kind of token.</summary>
    string TokenType { get; }

    /// <summary>The token to send now.</summary>
    /// <exception cref="SqlApiException">There is none: a file cannot be read, or holds something else.</exception>
    string GetToken();

    /// <summary>Looks for another token than the one that the service refused.</summary>
    /// <returns>Whether there is one.</returns>
    bool TryReplace(string refused);
}
