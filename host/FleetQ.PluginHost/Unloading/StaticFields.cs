using System.Reflection;
using System.Runtime.Loader;

namespace FleetQ.PluginHost.Unloading;

/// <summary>What stands in the static fields of the host's own libraries.</summary>
/// <remarks>
/// Not in those of the framework: to read a field of a class is to run what the class does at its first use.
/// </remarks>
internal static class StaticFields
{
    private static readonly string[] Libraries = ["FleetQ.", "Microsoft.Extensions.", "McMaster.", "NLog"];

    /// <summary>Each field and what stands in it now.</summary>
    public static IEnumerable<(string Name, object Root)> List() =>
        from library in AssemblyLoadContext.Default.Assemblies
        where Array.Exists(Libraries, name => library.GetName().Name!.StartsWith(name, StringComparison.Ordinal))
        from type in TypesOf(library)
        from field in type.GetFields(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !type.ContainsGenericParameters && !field.FieldType.IsPrimitive && !field.IsLiteral
        let value = Read(field)
        where value is not null
        select ($"{type.FullName}.{field.Name}", value);

    private static Type[] TypesOf(Assembly library)
    {
        try
        {
            return library.GetTypes();
        }
        catch (ReflectionTypeLoadException)
        {
            // A library that the host does not use whole.
            return [];
        }
    }

    private static object? Read(FieldInfo field)
    {
        try
        {
            return field.GetValue(null);
        }
        catch (Exception failure) when (failure is TargetInvocationException or TypeInitializationException
            or NotSupportedException or FieldAccessException)
        {
            // Its class cannot be used here.
            return null;
        }
    }
}
