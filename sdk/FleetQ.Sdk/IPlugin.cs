namespace FleetQ.Sdk;

/// <summary>
/// Optional: a plugin's own set-up, run once when the plugin is loaded. The class needs a public constructor without
/// parameters; an exception here refuses the plugin by name, and the host goes on with the others.
/// </summary>
public interface IPlugin
{
    /// <summary>Registers what the plugin's handlers ask for in their constructors.</summary>
    void Configure(PluginSetup setup);
}
