using System.Reflection;
using System.Runtime.Loader;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using McMaster.NETCore.Plugins;
using McMasterLoader = McMaster.NETCore.Plugins.PluginLoader;

namespace FleetQ.PluginHost.Loading;

/// <summary>A plugin's own load context: its private libraries, and the host's shared assemblies.</summary>
/// <remarks>
/// Permanent unless plugins are reloaded in this process: code in a context that can be unloaded runs without its
/// precompiled form, and many libraries never let go of it. The loader's own hot reload stays off; it misses renames
/// and unloads under running steps (docs/adr/0005-plugins-in-load-contexts.md).
/// </remarks>
internal sealed class PluginContext : IDisposable
{
    private readonly McMasterLoader loader;

    /// <summary>Makes the context; loads nothing yet.</summary>
    public PluginContext(PluginCandidate plugin, bool isUnloadable)
    {
        var config = new PluginConfig(plugin.MainAssembly)
        {
            DefaultContext = SharedAssemblies.Bridge,
            IsUnloadable = isUnloadable,
            EnableHotReload = false,
        };
        foreach (var name in SharedAssemblies.Names)
        {
            config.SharedAssemblies.Add(name);
        }

        foreach (var name in SharedAssemblies.Hidden)
        {
            config.PrivateAssemblies.Add(name);
        }

        loader = new McMasterLoader(config);
    }

    /// <summary>Loads the plugin's main DLL.</summary>
    public Assembly LoadMain() => loader.LoadDefaultAssembly();

    /// <summary>The runtime's own context, in a form that does not keep it alive.</summary>
    public static WeakReference? FindContext(Assembly main) =>
        AssemblyLoadContext.GetLoadContext(main) is { IsCollectible: true } context
            ? new WeakReference(context)
            : null;

    /// <summary>Makes code that looks types up by name look in this context, until the answer is disposed of.</summary>
    public IDisposable EnterReflection() => loader.EnterContextualReflection();

    /// <inheritdoc/>
    public void Dispose() => loader.Dispose();
}
