using System.Text.Json;
using FleetQ.PluginHost.Discovery;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>What a child needs to load its plugin.</summary>
internal sealed record LaunchFrame
{
    /// <summary>Where the plugin's files lie.</summary>
    public required PluginCandidate Plugin { get; init; }

    /// <summary>SHA-256 over all its files.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The plugin's own settings as they are now: the section <c>Plugins:&lt;Name&gt;</c>.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>The least level that the host's log takes.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>How often the child says that it lives.</summary>
    public required TimeSpan BeatInterval { get; init; }

    /// <summary>Reads the frame.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static LaunchFrame Read(ref FrameReader reader) => FrameJson.Read(ref reader, FrameJson.Default.LaunchFrame);

    /// <summary>As it is sent.</summary>
    public TextFrame ToFrame() =>
        new(FrameKind.Launch, JsonSerializer.Serialize(this, FrameJson.Default.LaunchFrame));
}
