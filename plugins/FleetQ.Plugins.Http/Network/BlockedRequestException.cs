namespace FleetQ.Plugins.Http.Network;

/// <summary>A request, or a redirect of it, may not go where it wants to go. Repeating it would not help.</summary>
public sealed class BlockedRequestException : Exception
{
    /// <summary>States the target and the rule.</summary>
    public BlockedRequestException(string target, string rule)
        : base($"The request may not go to '{target}': {rule}")
    {
    }
}
