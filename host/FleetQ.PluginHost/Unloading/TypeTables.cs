using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace FleetQ.PluginHost.Unloading;

/// <summary>
/// Takes the types of plugins out of two tables of the framework that never forget one: TypeDescriptor's, which
/// Newtonsoft.Json uses too, and that of validation attributes.
/// </summary>
/// <remarks>
/// By reflection on non-public members, so it may find nothing in a later .NET: then the plugin lives on, and is
/// reported. What was taken out of a plugin that serves is only made anew.
/// </remarks>
internal static class TypeTables
{
    private const BindingFlags Own =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    /// <summary>Prunes both.</summary>
    public static void Prune()
    {
        var components = typeof(TypeDescriptor).Assembly;
        PruneStatics(typeof(TypeDescriptor));
        PruneStatics(components.GetType("System.ComponentModel.ReflectTypeDescriptionProvider"));
        PruneValidation();
    }

    private static void PruneStatics(Type? holder)
    {
        foreach (var field in holder?.GetFields(Own) ?? [])
        {
            if (field.IsStatic && !field.IsLiteral)
            {
                Prune(field.GetValue(null));
            }
        }
    }

    private static void PruneValidation()
    {
        var store = typeof(Validator).Assembly.GetType(
            "System.ComponentModel.DataAnnotations.ValidationAttributeStore");
        var instance = store?.GetFields(Own).FirstOrDefault(field => field.IsStatic && field.FieldType == store);
        if (instance?.GetValue(null) is { } found)
        {
            foreach (var field in store!.GetFields(Own).Where(static field => !field.IsStatic))
            {
                Prune(field.GetValue(found));
            }
        }
    }

    private static void Prune(object? table)
    {
        if (table is IDictionary entries)
        {
            PruneEntries(entries);
        }
        else
        {
            PruneFieldsOf(table);
        }
    }

    private static void PruneEntries(IDictionary entries)
    {
        var keys = entries.Keys.Cast<object>().ToArray();
        foreach (var key in keys)
        {
            if (IsOfPlugin(key))
            {
                entries.Remove(key);
            }
            else
            {
                PruneFieldsOf(entries[key]);
            }
        }
    }

    private static void PruneFieldsOf(object? value)
    {
        for (var provider = value; provider is not null && IsProvider(provider); provider = NextOf(provider))
        {
            foreach (var field in provider.GetType().GetFields(Own).Where(static field => !field.IsStatic))
            {
                if (field.GetValue(provider) is IDictionary table)
                {
                    Prune(table);
                }
                else if (field.Name == "Provider")
                {
                    PruneFieldsOf(field.GetValue(provider));
                }
            }
        }
    }

    private static bool IsProvider(object value) => value.GetType().FullName is { } name
        && name.StartsWith("System.ComponentModel.", StringComparison.Ordinal)
        && (name.Contains("TypeDescriptionNode", StringComparison.Ordinal)
            || name.Contains("ReflectTypeDescriptionProvider", StringComparison.Ordinal));

    private static object? NextOf(object node) =>
        node.GetType().GetField("Next", Own)?.GetValue(node);

    private static bool IsOfPlugin(object key) => key switch
    {
        Type type => type.IsCollectible,
        MemberInfo member => member.IsCollectible,
        _ => key.GetType().IsCollectible,
    };
}
