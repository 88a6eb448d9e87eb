using System.Reflection;
using System.Runtime.Loader;
using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Inspection;

/// <summary>
/// Follows a plugin's references from file to file, as the loader will, to find those that lead nowhere.
/// </summary>
/// <remarks>A missing library would otherwise only show at the first step that needs it.</remarks>
internal sealed class DependencyWalk
{
    private readonly PluginCandidate plugin;
    private readonly AssemblyDependencyResolver? resolver;
    private readonly HashSet<string>? listed;
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<MissingReference> missing = [];

    private DependencyWalk(PluginCandidate plugin)
    {
        this.plugin = plugin;
        if (!plugin.IsLone && File.Exists(plugin.DependencyFile))
        {
            listed = DependencyList.Read(plugin.DependencyFile);
            resolver = new AssemblyDependencyResolver(plugin.MainAssembly);
        }
    }

    /// <summary>The references of a plugin that nothing answers.</summary>
    /// <exception cref="System.Text.Json.JsonException">The <c>.deps.json</c> is damaged.</exception>
    /// <exception cref="InvalidOperationException">The runtime cannot use the <c>.deps.json</c>.</exception>
    public static IReadOnlyList<MissingReference> FindMissing(PluginCandidate plugin, AssemblyFacts main)
    {
        var walk = new DependencyWalk(plugin);
        walk.seen.Add(main.Name);
        var open = new Queue<(AssemblyFacts Facts, bool IsMain)>([(main, true)]);
        while (open.TryDequeue(out var next))
        {
            foreach (var found in walk.Follow(next.Facts, next.IsMain))
            {
                open.Enqueue((found, false));
            }
        }

        return walk.missing;
    }

    private IEnumerable<AssemblyFacts> Follow(AssemblyFacts from, bool isMain)
    {
        foreach (var reference in from.References)
        {
            if (!seen.Add(reference.Name!) || SharedAssemblies.IsShared(reference))
            {
                continue;
            }

            if (FindFile(reference) is { } path)
            {
                if (AssemblyFacts.Read(path) is { } facts)
                {
                    yield return facts;
                }
            }
            else if (!FrameworkAssemblies.Contain(reference))
            {
                missing.Add(new(reference, from.Name, IsNeeded: isMain || listed?.Contains(reference.Name!) != false));
            }
        }
    }

    private string? FindFile(AssemblyName reference)
    {
        // What lies beside a lone DLL belongs to other plugins.
        if (plugin.IsLone)
        {
            return null;
        }

        if (resolver?.ResolveAssemblyToPath(reference) is { } resolved && File.Exists(resolved))
        {
            return resolved;
        }

        var beside = Path.Combine(plugin.Folder, reference.Name + ".dll");
        return File.Exists(beside) ? beside : null;
    }
}

/// <summary>A reference that leads nowhere.</summary>
/// <param name="Reference">What is asked for.</param>
/// <param name="From">The assembly that asks.</param>
/// <param name="IsNeeded">
/// False when a library asks for it that the build knows, while the build itself does not list it: many libraries
/// name others that they use on some systems only, and run without.
/// </param>
internal sealed record MissingReference(AssemblyName Reference, string From, bool IsNeeded);
