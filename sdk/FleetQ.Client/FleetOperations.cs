using System.Text.Json;
using FleetQ.Client.Http;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>Reads how the fleet is, and has plugins loaded anew. Thread-safe.</summary>
public sealed class FleetOperations
{
    private readonly FleetTransport transport;

    internal FleetOperations(FleetTransport transport) => this.transport = transport;

    /// <summary>How many steps there are, and how many the pods run.</summary>
    public Task<QueueDetails> GetQueueAsync(CancellationToken cancellationToken) => transport.SendAsync(
        new FleetRequest(HttpMethod.Get, "/admin/queue"), ClientJson.Plain.QueueDetails, cancellationToken);

    /// <summary>All pods whose rows are kept, oldest first; some of them may have left.</summary>
    public async Task<IReadOnlyList<PodDetails>> ListPodsAsync(CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(
            new FleetRequest(HttpMethod.Get, "/admin/pods"), ClientJson.Plain.PodsBody, cancellationToken)
            .ConfigureAwait(false);
        return answer.Pods;
    }

    /// <summary>The plugins of each pod, refused ones too.</summary>
    public Task<FleetPlugins> GetPluginsAsync(CancellationToken cancellationToken) => transport.SendAsync(
        new FleetRequest(HttpMethod.Get, "/admin/plugins"), ClientJson.Plain.FleetPlugins, cancellationToken);

    /// <summary>Who leads.</summary>
    public Task<LeaderDetails> GetLeaderAsync(CancellationToken cancellationToken) => transport.SendAsync(
        new FleetRequest(HttpMethod.Get, "/admin/leader"), ClientJson.Plain.LeaderDetails, cancellationToken);

    /// <summary>How the pod is that answers; one that is ill answers too, and says what it lacks.</summary>
    public Task<HealthDetails> GetHealthAsync(CancellationToken cancellationToken) => transport.SendAsync(
        new FleetRequest(HttpMethod.Get, "/health") { TakesUnavailable = true },
        ClientJson.Plain.HealthDetails,
        cancellationToken);

    /// <summary>Has the pod that answers load a plugin anew.</summary>
    /// <param name="name">Which.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>What the host says of it.</returns>
    /// <exception cref="FleetQException">It cannot be loaded anew; the message says why.</exception>
    public Task<JsonElement> ReloadPluginAsync(string name, CancellationToken cancellationToken) =>
        transport.SendAsync(
            new FleetRequest(HttpMethod.Post, $"/admin/plugins/{Uri.EscapeDataString(name)}/reload")
            {
                IsRepeatable = false,
            },
            ClientJson.Plain.JsonElement,
            cancellationToken);
}
