using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;

namespace FleetQ.PluginHost.Unloading;

/// <summary>
/// Empties the caches of the framework that hold types of plugins, in the way in which a debugger does after an edit:
/// whoever caches types names a class with a method <c>ClearCache</c>.
/// </summary>
internal static class TypeCaches
{
    /// <summary>Asks every library of the host that takes part.</summary>
    public static void Clear()
    {
        foreach (var library in AssemblyLoadContext.Default.Assemblies)
        {
            foreach (var mark in library.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
            {
                Clear(mark.HandlerType);
            }
        }
    }

    private static void Clear(Type handler)
    {
        const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var clear = handler.GetMethod("ClearCache", AnyStatic, [typeof(Type[])]);
        clear?.Invoke(null, [null]);
    }
}
