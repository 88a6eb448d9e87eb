using System.Text.Json;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Inspection;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>What a child says of the plugin that it loaded, or why it did not.</summary>
internal sealed record HelloFrame
{
    /// <summary>The contract of FleetQ.Sdk that the child offers.</summary>
    public required string Contract { get; init; }

    /// <summary>Why the plugin cannot run; null when it can.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The plugin's version, as its main DLL says.</summary>
    public string Version { get; init; } = "";

    /// <summary>SHA-256 of the main DLL that was loaded.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What it serves.</summary>
    public IReadOnlyList<HelloRoute> Routes { get; init; } = [];

    /// <summary>Reads the frame.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static HelloFrame Read(ref FrameReader reader) => FrameJson.Read(ref reader, FrameJson.Default.HelloFrame);

    /// <summary>As it is sent.</summary>
    public TextFrame ToFrame() => new(FrameKind.Hello, JsonSerializer.Serialize(this, FrameJson.Default.HelloFrame));
}

/// <summary>A task type of a child, with its handler's defaults.</summary>
internal sealed record HelloRoute(string TaskType, int? MaxRetries, TimeSpan? Timeout, int? MaxConcurrency)
{
    /// <summary>The task type that this is an earlier name of; null for a name of its own.</summary>
    public string? AliasOf { get; init; }

    /// <summary>Whether the schema in the plugin's metadata tells what the handler reads.</summary>
    public bool HasSchema { get; init; }

    /// <summary>Whether every submit's arguments are checked.</summary>
    public bool Validate { get; init; }

    /// <summary>What a child tells of a route.</summary>
    public static HelloRoute Of(HandlerRoute route) =>
        new(route.TaskType.Value, route.MaxRetries, route.Timeout, route.MaxConcurrency)
        {
            AliasOf = route.AliasOf?.Value,
            HasSchema = route.Schema is not null,
            Validate = route.ChecksEverySubmit,
        };

    /// <summary>The route as the host's table takes it.</summary>
    public HandlerRoute ToRoute(PluginIdentity plugin, IStepRunner runner, TaskTypeManifests manifests) => new()
    {
        TaskType = new TaskType(TaskType),
        Plugin = plugin,
        Runner = runner,
        MaxRetries = MaxRetries,
        Timeout = Timeout,
        MaxConcurrency = MaxConcurrency,
        AliasOf = AliasOf is null ? null : new TaskType(AliasOf),
        Schema = HasSchema ? manifests.FindSchema(AliasOf ?? TaskType) : null,
        ChecksEverySubmit = Validate,
    };
}
