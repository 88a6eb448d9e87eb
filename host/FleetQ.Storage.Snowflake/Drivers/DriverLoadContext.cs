using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace FleetQ.Storage.Snowflake.Drivers;

/// <summary>
/// The driver's own libraries, beside those of the host. .NET's are shared, System.Data.Common with them.
/// </summary>
internal sealed class DriverLoadContext : AssemblyLoadContext
{
    // A driver has static state, such as its pools, so it is loaded once in a process.
    private static readonly ConcurrentDictionary<string, Lazy<DriverLoadContext>> Loaded = new(StringComparer.Ordinal);

    private readonly AssemblyDependencyResolver resolver;

    private DriverLoadContext(string file)
        : base($"driver {Path.GetFileName(Path.GetDirectoryName(file))}") => resolver = new(RootOf(file));

    /// <summary>The context of a driver's file.</summary>
    public static DriverLoadContext Of(string file) =>
        Loaded.GetOrAdd(file, static path => new Lazy<DriverLoadContext>(() => new DriverLoadContext(path))).Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // A second copy of what both sides name would make the driver's factory a stranger to ours.
        if (assemblyName.Name is "System.Data.Common" or "netstandard" or "mscorlib" or "System.Runtime")
        {
            return null;
        }

        return resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    // The list of dependencies belongs to the project that was published. Without one, all files of the folder count.
    private static string RootOf(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var lists = Directory.GetFiles(folder, "*.deps.json");
        var root = lists.Length == 1 ? lists[0][..^".deps.json".Length] + ".dll" : file;
        return File.Exists(root) ? root : file;
    }
}
