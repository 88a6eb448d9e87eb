using System.Text.Json;

namespace FleetQ.Host.Tests.Support;

/// <summary>A whole answer of the host.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The media type; null without a body.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Text">The body.</param>
public sealed record Answer(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Text)
{
    private const string ProblemMediaType = "application/problem+json";

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The sentence of a problem.</summary>
    public string Detail => Json.GetProperty("detail").GetString()!;

    /// <summary>The fields that a problem names.</summary>
    public IReadOnlyList<string> Fields => Json.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateObject().Select(static entry => entry.Name)]
        : [];

    /// <summary>Reads the whole answer.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(static pair => pair.Key, static pair => string.Join(',', pair.Value));
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            headers,
            await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Checks that this is a problem of the contract's shape.</summary>
    public void AssertProblem(int status, string errorType)
    {
        Assert.True(status == Status, $"{Status}, not {status}: {Text}");
        Assert.Equal(ProblemMediaType, MediaType);
        Assert.Equal(errorType, Json.GetProperty("error_type").GetString());
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Detail);
        Assert.EndsWith("Z", Json.GetProperty("timestamp").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("/", Json.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
    }
}
