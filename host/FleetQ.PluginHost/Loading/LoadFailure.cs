using System.Reflection;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Running;

namespace FleetQ.PluginHost.Loading;

/// <summary>Says in a sentence why plugin code could not be loaded.</summary>
internal static class LoadFailure
{
    /// <summary>What an exception of the loader or of a static constructor means for the plugin.</summary>
    public static Refusal Explain(PluginCandidate plugin, Exception failure)
    {
        var cause = Innermost(failure);
        return cause is FileNotFoundException { FileName: { } file }
            ? new(RefusalCodes.MissingDependency, $"Plugin '{plugin.Name}' needs '{file}', which is not in its folder; "
                + "publish the plugin with 'dotnet publish' and copy the whole output.")
            : new(RefusalCodes.LoadFailed, $"Plugin '{plugin.Name}' could not be loaded: {ExceptionText.Describe(cause)}. "
                + "Build it against the versions that this host brings, and copy the whole output.");
    }

    /// <summary>The exception under those that only carry another.</summary>
    public static Exception Innermost(Exception failure) => failure switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Innermost(first),
        TargetInvocationException { InnerException: { } inner } => Innermost(inner),
        AggregateException { InnerExceptions: [{ } first, ..] } => Innermost(first),
        _ => failure,
    };
}
