namespace FleetQ.Sdk.Testing;

/// <summary>A host would refuse the handler, or its plugin, for the same reason.</summary>
public sealed class HandlerRefusedException : Exception
{
    internal HandlerRefusedException(string plugin, string problem, Exception? cause = null)
        : base($"A host would refuse the plugin '{plugin}': {problem}.", cause) => Plugin = plugin;

    /// <summary>The plugin's name: its assembly's.</summary>
    public string Plugin { get; }
}
