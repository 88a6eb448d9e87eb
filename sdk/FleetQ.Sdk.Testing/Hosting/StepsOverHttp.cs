using System.Net.Http.Json;
using System.Text.Json;
using FleetQ.Sdk.Testing.Harness;

namespace FleetQ.Sdk.Testing.Hosting;

/// <summary>Submits and reads steps as any client does.</summary>
internal sealed class StepsOverHttp(Uri address, TimeSpan patience, LogBook logs) : IDisposable
{
    private const int LinesShown = 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public HttpClient Http { get; } = new(new SocketsHttpHandler()) { BaseAddress = address };

    public async Task<string> SubmitAsync(object body, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(body, body.GetType(), options: Json);
        using var response = await Http.PostAsync(new Uri("/submit", UriKind.Relative), content, cancellationToken)
            .ConfigureAwait(false);
        var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        return answer.GetProperty("step_id").GetString()!;
    }

    public Task<HostedStep> ReadAsync(string stepId, CancellationToken cancellationToken) =>
        ReadAsync(stepId, wait: TimeSpan.Zero, cancellationToken);

    public async Task<HostedStep> WaitForEndAsync(string stepId, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = patience - TimeProvider.System.GetElapsedTime(start);
            var wait = left < TimeSpan.Zero ? TimeSpan.Zero : left;
            var step = await ReadAsync(stepId, wait, cancellationToken).ConfigureAwait(false);
            if (step.HasEnded)
            {
                return step;
            }

            if (wait == TimeSpan.Zero)
            {
                throw new TimeoutException(
                    $"Step {stepId} is still {step.Status} after {patience.TotalSeconds:0.###} s. {step.Error} "
                        + $"The latest lines of the host:\n{string.Join('\n', logs.Lines.TakeLast(LinesShown))}");
            }
        }
    }

    public void Dispose() => Http.Dispose();

    private async Task<HostedStep> ReadAsync(string stepId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, 60);
        var path = $"/status/{Uri.EscapeDataString(stepId)}{(seconds > 0 ? $"?wait={seconds}" : "")}";
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken)
            .ConfigureAwait(false);
        return HostedStep.From(await ReadAsync(response, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new HttpRequestException(
                $"The host answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }
}
