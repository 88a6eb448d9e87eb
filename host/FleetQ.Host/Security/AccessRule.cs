namespace FleetQ.Host.Security;

/// <summary>Marks an endpoint with what a caller needs. An endpoint without a mark answers nobody.</summary>
/// <param name="Role">The least role; null for everybody, keys or not.</param>
internal sealed record AccessRule(Role? Role);

/// <summary>Marks endpoints.</summary>
internal static class AccessRuleExtensions
{
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, Role role)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(role));

    public static TBuilder AllowEverybody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(null));
}
