using System.Text;
using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.Storage.Rows;

/// <summary>A step's own pauses as JSON text, in the form of the submit body.</summary>
internal static class RetryText
{
    public static string? Of(RetryPolicy? policy)
    {
        if (policy is null)
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("strategy", policy.Strategy.ToString().ToLowerInvariant());
            writer.WriteNumber("base_ms", policy.BaseDelay.TotalMilliseconds);
            writer.WriteNumber("max_ms", policy.MaxDelay.TotalMilliseconds);
            writer.WriteBoolean("jitter", policy.Jitter);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static RetryPolicy? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new RetryPolicy(
            Enum.Parse<BackoffStrategy>(root.GetProperty("strategy").GetString()!, ignoreCase: true),
            TimeSpan.FromMilliseconds(root.GetProperty("base_ms").GetDouble()),
            TimeSpan.FromMilliseconds(root.GetProperty("max_ms").GetDouble()),
            root.GetProperty("jitter").GetBoolean());
    }
}
