using System.Collections.Frozen;
using System.Reflection;

namespace FleetQ.PluginHost.Inspection;

/// <summary>The assemblies of the shared frameworks that this process runs on.</summary>
internal static class FrameworkAssemblies
{
    // The host's own libraries are trusted by the runtime as well, but no plugin may count on them: they change with
    // the host.
    private static readonly FrozenSet<string> Names =
        ((AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) != Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tells whether the framework brings this assembly.</summary>
    public static bool Contain(AssemblyName name) => name.Name is not null && Names.Contains(name.Name);
}
