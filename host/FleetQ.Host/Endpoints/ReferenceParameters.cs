namespace FleetQ.Host.Endpoints;

/// <summary>Tells the reference of a parameter that an endpoint reads by itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="IsHeader">True for a header, false for a part of the query.</param>
internal sealed record ReferenceParameter(string Name, string Description, bool IsHeader);

/// <summary>Describes parameters.</summary>
internal static class ReferenceParameters
{
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new ReferenceParameter(name, description, IsHeader: false));

    public static RouteHandlerBuilder TakesHeader(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new ReferenceParameter(name, description, IsHeader: true));

    public static RouteHandlerBuilder TakesFilters(
        this RouteHandlerBuilder endpoint, IReadOnlyDictionary<string, string> filters)
    {
        foreach (var (name, description) in filters)
        {
            endpoint.Takes(name, description);
        }

        return endpoint;
    }
}
