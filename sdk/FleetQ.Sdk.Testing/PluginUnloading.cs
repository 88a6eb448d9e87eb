using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Loading;
using FleetQ.PluginHost.Unloading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Sdk.Testing;

/// <summary>Tells whether a plugin leaves memory when a host in Development replaces it.</summary>
public static class PluginUnloading
{
    private static readonly TimeSpan SetupTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Loads a published plugin, sets it up and unloads it, several times, and counts the copies that are still in
    /// memory afterwards. No step runs. It collects garbage, so run it in no test that others run beside.
    /// </summary>
    /// <param name="folder">The plugin's own folder, which bears the name of its assembly.</param>
    /// <param name="times">How often.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0 for a plugin that leaves; as many as it was loaded for one that never does.</returns>
    /// <exception cref="HandlerRefusedException">A host would refuse the plugin.</exception>
    public static async Task<int> CountLeftBehindAsync(
        string folder, int times = 5, CancellationToken cancellationToken = default)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var name = Path.GetFileName(full);
        var plugin = new PluginCandidate(name, full, Path.Combine(full, name + ".dll"), IsLone: false);
        using var copier = new PluginCopier();
        var copy = await copier.CopyAsync(plugin, cancellationToken).ConfigureAwait(false);
        var contexts = new List<WeakReference?>();
        for (var i = 0; i < times; i++)
        {
            contexts.Add(await LoadAndUnloadAsync(copy, cancellationToken).ConfigureAwait(false));
        }

        await Collection.RunUntilAsync(() => CountAlive() == 0, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        copier.Release(copy);
        return CountAlive();

        int CountAlive() => contexts.Count(static context => context is { IsAlive: true });
    }

    // A method of its own, so that nothing of a loaded plugin stays in the state of the caller.
    private static async Task<WeakReference?> LoadAndUnloadAsync(PluginCopy copy, CancellationToken cancellationToken)
    {
        var services = new PluginServices(
            new ConfigurationBuilder().Build(), NullLoggerFactory.Instance, TimeProvider.System);
        var facts = AssemblyFacts.Read(copy.Plugin.MainAssembly)
            ?? throw new HandlerRefusedException(copy.Plugin.Name, "its main DLL is no .NET assembly");
        var started = await new InProcessStarter(services, SetupTimeout, isUnloadable: true)
            .StartAsync(copy, facts, cancellationToken).ConfigureAwait(false);
        if (started.Generation is not { } generation)
        {
            throw new HandlerRefusedException(copy.Plugin.Name, started.Refusal!.Sentence.TrimEnd('.'));
        }

        await generation.DisposeAsync().ConfigureAwait(false);
        return generation.Context;
    }
}
