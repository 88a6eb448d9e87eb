using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Client;

/// <summary>Puts a client into a container.</summary>
public static class FleetQClientRegistration
{
    /// <summary>Adds one <see cref="FleetQClient"/> for the life of the program.</summary>
    /// <param name="services">The container.</param>
    /// <param name="options">Which pods, and how patient.</param>
    public static IServiceCollection AddFleetQClient(this IServiceCollection services, FleetQClientOptions options) =>
        services.AddSingleton(_ => new FleetQClient(options));
}
