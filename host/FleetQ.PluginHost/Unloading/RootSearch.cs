using System.Runtime.Loader;
using FleetQ.PluginHost.Generations;

namespace FleetQ.PluginHost.Unloading;

/// <summary>
/// Looks for what holds a plugin that should be gone. As good as it can be from inside the process: for development.
/// </summary>
internal static class RootSearch
{
    private const int RootsMax = 5;
    private const string Unknown =
        "nothing that a search of static fields, events and timers shows: a thread of its own, a handle, or a pending "
        + "operation";

    /// <summary>What was found, each as a sentence's part; empty when the plugin is gone.</summary>
    public static IReadOnlyList<string> Find(RetiredGeneration retired, TimeSpan timeMax, TimeProvider time)
    {
        if (retired.FindContext() is not AssemblyLoadContext context)
        {
            return [];
        }

        var walk = new ObjectWalk(context, timeMax, time);
        var found = new List<string>();
        foreach (var (name, root) in KnownRoots.List().Concat(StaticFields.List()))
        {
            if (found.Count < RootsMax && walk.FindPath(root) is { } path)
            {
                found.Add($"{name}: {path}");
            }
        }

        var known = KnownLibraries.Explain(retired.Libraries);
        if (found.Count == 0 && known.Count == 0)
        {
            found.Add(Unknown);
        }

        return [.. found, .. known];
    }
}
