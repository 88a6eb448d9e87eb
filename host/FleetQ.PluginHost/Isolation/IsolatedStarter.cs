using FleetQ.Engine.Model;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Loading;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Starts plugins in processes of their own.</summary>
internal sealed class IsolatedStarter(PluginServices services, IsolationOptions options) : IPluginStarter, IDisposable
{
    private readonly ProcessStarter starter = new();

    /// <summary>Tells whether a plugin belongs here; one whose wishes cannot be read does, to be refused.</summary>
    public bool Takes(PluginCopy copy) =>
        IsolationTerms.Read(copy.Plugin, services.SettingsOf(copy.Plugin.Name)).Terms is null or { IsIsolated: true };

    /// <summary>True when the program is there that runs such plugins.</summary>
    public bool IsAvailable => File.Exists(options.Program);

    /// <inheritdoc/>
    public async Task<StartResult> StartAsync(
        PluginCopy copy, AssemblyFacts facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var plugin = copy.Plugin;
        var (terms, refusal) = IsolationTerms.Read(plugin, services.SettingsOf(plugin.Name));
        if (terms is null || !IsAvailable)
        {
            return new StartResult(null, refusal ?? Refusal.NoProcessProgram(plugin, options.Program));
        }

        var blueprint = ChildBlueprint.Of(copy, terms, options, starter, services);
        try
        {
            var child = await ChildStart.RunAsync(blueprint, cancellationToken).ConfigureAwait(false);
            var hello = await child.Hello.ConfigureAwait(false);
            var identity = new PluginIdentity(plugin.Name, hello.Version, copy.Fingerprint);
            var generation = new IsolatedPlugin(blueprint, child, hello, identity, facts.Manifest);
            if (hello.Refusal is null && hello.Contract == SdkContract.Offered.ToString())
            {
                return new StartResult(generation, null);
            }

            await generation.DisposeAsync().ConfigureAwait(false);
            return new StartResult(null, hello.Refusal ?? Refusal.ProcessFailed(
                plugin, $"'{options.Program}' is of another version than the host"));
        }
        catch (IOException failure)
        {
            return new StartResult(null, Refusal.ProcessFailed(plugin, failure.Message));
        }
    }

    /// <summary>Ends with the host; its plugins must have ended before.</summary>
    public void Dispose() => starter.Dispose();
}
