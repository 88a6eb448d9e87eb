using System.Reflection;
using System.Runtime.Loader;

namespace FleetQ.PluginHost.Unloading;

/// <summary>The places of the framework where a plugin's own object is held for the life of the process.</summary>
/// <remarks>Fields that no documentation names; one that a later .NET has not is passed over.</remarks>
internal static class KnownRoots
{
    private const BindingFlags Any =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly (string Name, string Type, string Field)[] Places =
    [
        ("AppDomain.UnhandledException", "System.AppContext", "UnhandledException"),
        ("AppDomain.FirstChanceException", "System.AppContext", "FirstChanceException"),
        ("AppDomain.AssemblyLoad", "System.Runtime.Loader.AssemblyLoadContext", "AssemblyLoad"),
        ("AppDomain.AssemblyResolve", "System.Runtime.Loader.AssemblyLoadContext", "AssemblyResolve"),
        ("AppDomain.TypeResolve", "System.Runtime.Loader.AssemblyLoadContext", "TypeResolve"),
        ("TaskScheduler.UnobservedTaskException", "System.Threading.Tasks.TaskScheduler", "UnobservedTaskException"),
        ("a running timer", "System.Threading.TimerQueue", "<Instances>k__BackingField"),
        ("Console.CancelKeyPress", "System.Console, System.Console", "s_cancelCallbacks"),
        ("PosixSignalRegistration", "System.Runtime.InteropServices.PosixSignalRegistration", "s_registrations"),
        ("an undisposed Meter", "System.Diagnostics.Metrics.Meter, System.Diagnostics.DiagnosticSource", "s_allMeters"),
        ("a MeterListener",
            "System.Diagnostics.Metrics.MeterListener, System.Diagnostics.DiagnosticSource",
            "s_allStartedListeners"),
        ("an ActivityListener",
            "System.Diagnostics.ActivitySource, System.Diagnostics.DiagnosticSource",
            "s_allListeners"),
        ("an EventListener", "System.Diagnostics.Tracing.EventListener", "s_Listeners"),
    ];

    /// <summary>Each place and what stands in it now.</summary>
    public static IEnumerable<(string Name, object Root)> List()
    {
        var events = EventsOf("AppDomain", AppDomain.CurrentDomain)
            .Concat(EventsOf("AssemblyLoadContext.Default", AssemblyLoadContext.Default));
        foreach (var one in events)
        {
            yield return one;
        }

        foreach (var (name, type, field) in Places)
        {
            if (Type.GetType(type)?.GetField(field, Any) is { IsStatic: true } found
                && found.GetValue(null) is { } root)
            {
                yield return (name, root);
            }
        }
    }

    private static IEnumerable<(string Name, object Root)> EventsOf(string owner, object instance)
    {
        foreach (var field in FieldsOf(instance.GetType()))
        {
            if (!field.IsStatic && field.FieldType.IsAssignableTo(typeof(Delegate))
                && field.GetValue(instance) is { } handlers)
            {
                yield return ($"{owner}.{field.Name.TrimStart('_')}", handlers);
            }
        }
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var part = type; part is not null; part = part.BaseType)
        {
            foreach (var field in part.GetFields(Any | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
