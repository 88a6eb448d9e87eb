using System.Reflection;
using FleetQ.Engine.Dispatching;

namespace FleetQ.PluginHost.Running;

/// <summary>Tells a step's failure from one of its handler, which would fail every step alike.</summary>
internal static class HandlerFaults
{
    /// <summary>Judges what an attempt threw.</summary>
    public static AttemptFault Judge(Exception failure) => failure switch
    {
        UnconstructedException => AttemptFault.Handler,
        TargetInvocationException { InnerException: { } inner } => Judge(inner),
        AggregateException { InnerExceptions: [{ } only] } => Judge(only),

        // What does not exist in the version of a library that is there; entry points and native libraries as well.
        MissingMemberException or TypeLoadException or ReflectionTypeLoadException => AttemptFault.Handler,
        BadImageFormatException or TypeInitializationException => AttemptFault.Handler,
        FileNotFoundException { FileName: { } name } when IsAssembly(name) => AttemptFault.Handler,
        FileLoadException { FileName: { } name } when IsAssembly(name) => AttemptFault.Handler,
        _ => AttemptFault.Step,
    };

    // The runtime names the assembly in full where a handler's own file would have a path.
    private static bool IsAssembly(string name) => name.Contains(", Culture=", StringComparison.Ordinal);
}
