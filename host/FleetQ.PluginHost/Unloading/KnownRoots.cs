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
        ("AppDomain.ProcessExit", "System.AppContext", "ProcessExit"),
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
        foreach (var (name, type, field) in Places)
        {
            if (Type.GetType(type)?.GetField(field, Any) is { IsStatic: true } found
                && found.GetValue(null) is { } root)
            {
                yield return (name, root);
            }
        }

        foreach (var field in typeof(AssemblyLoadContext).GetFields(Any))
        {
            if (!field.IsStatic && typeof(Delegate).IsAssignableFrom(field.FieldType)
                && field.GetValue(AssemblyLoadContext.Default) is { } handlers)
            {
                yield return ($"AssemblyLoadContext.Default{field.Name.Replace('_', '.')}", handlers);
            }
        }
    }
}
