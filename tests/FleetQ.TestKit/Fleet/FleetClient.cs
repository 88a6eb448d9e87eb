using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.TestKit.Fleet;

/// <summary>Talks HTTP to one pod, as any client would. A refusal throws, with its text.</summary>
public sealed class FleetClient(Uri address) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(90),
    };

    /// <summary>Tells whether the pod takes steps; false also while nobody listens.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        IsWellAsync("/health/ready", cancellationToken);

    /// <summary>Tells whether the process answers, ready or not; false while nobody listens.</summary>
    public Task<bool> IsLiveAsync(CancellationToken cancellationToken) =>
        IsWellAsync("/health/live", cancellationToken);

    /// <summary>Submits one step and returns its id.</summary>
    public async Task<string> SubmitAsync(StepBody step, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Post, "/submit", step, cancellationToken);
        return answer.GetProperty("step_id").GetString()!;
    }

    /// <summary>Submits steps, all or none, and returns their ids in the order given.</summary>
    public async Task<IReadOnlyList<string>> SubmitBatchAsync(
        IEnumerable<StepBody> steps, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Post, "/submit/batch", new { steps }, cancellationToken);
        var accepted = answer.GetProperty("steps").EnumerateArray();
        return [.. accepted.Select(step => step.GetProperty("step_id").GetString()!)];
    }

    /// <summary>Cancels a step.</summary>
    public Task CancelAsync(string stepId, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, $"/steps/{stepId}/cancel", null, cancellationToken);

    /// <summary>Reads a step.</summary>
    public async Task<StepView> ReadAsync(string stepId, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Get, $"/status/{stepId}", null, cancellationToken);
        return answer.Deserialize<StepView>(Json)!;
    }

    /// <summary>Reads a step when it has ended.</summary>
    /// <exception cref="TimeoutException">It had not ended in time.</exception>
    public Task<StepView> WaitForEndAsync(string stepId, TimeSpan limit, CancellationToken cancellationToken) =>
        Eventually.FindAsync(
            $"{stepId} has ended",
            limit,
            async () =>
            {
                var answer = await AskAsync(HttpMethod.Get, $"/status/{stepId}?wait=2", null, cancellationToken);
                var step = answer.Deserialize<StepView>(Json)!;
                return step.HasEnded ? step : null;
            },
            cancellationToken);

    /// <summary>Waits until so many steps are claimed.</summary>
    public Task WaitForClaimsAsync(int claims, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        $"{claims} steps are claimed",
        Eventually.Patience,
        async () => (await ReadQueueAsync(cancellationToken)).GetProperty("claimed").GetInt32() == claims,
        cancellationToken);

    /// <summary>Reads the counts of the queue.</summary>
    public Task<JsonElement> ReadQueueAsync(CancellationToken cancellationToken) =>
        GetAsync("/admin/queue", cancellationToken);

    /// <summary>Reads who leads, as this pod sees it.</summary>
    public Task<JsonElement> ReadLeaderAsync(CancellationToken cancellationToken) =>
        GetAsync("/admin/leader", cancellationToken);

    /// <summary>Reads any address.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Asks for a recovery cycle; any answer is returned.</summary>
    public async Task<(HttpStatusCode Code, JsonElement Body)> RunRecoveryAsync(
        bool force, bool dryRun, CancellationToken cancellationToken)
    {
        var path = new Uri("/admin/recovery/run", UriKind.Relative);
        using var response = await http.PostAsJsonAsync(path, new { force, dry_run = dryRun }, cancellationToken);
        return (response.StatusCode, await ReadJsonAsync(response, cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private static async Task<JsonElement> ReadJsonAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<bool> IsWellAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> AskAsync(
        HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return await ReadJsonAsync(response, cancellationToken);
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new HttpRequestException(
            $"{method} {address}{path.TrimStart('/')} answered {(int)response.StatusCode}: {text}",
            null,
            response.StatusCode);
    }
}
